export * from './execution.mts';
export * from './real.mts';
export * from './rest.mts';
export * from './workflow.mts';
export { onInterrupt } from './children.mts';
export { cacheFolder, projectFolder } from './installation.mts';
export { owner } from './session.mts';
export type { Say } from './progress.mts';
