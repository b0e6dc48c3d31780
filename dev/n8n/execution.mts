import { parse } from 'flatted';
import type { INodeExecutionData, IRunExecutionData } from 'n8n-workflow';

/** An execution as n8n stored it. */
export interface Execution {
  readonly id: string;
  readonly status: string;
  /** The record exactly as n8n keeps it, for looking for what must not be in it. */
  readonly raw: string;
  readonly data: IRunExecutionData;
}

/** What GET /rest/executions/:id gives: the run's data is one flatted string. */
export interface StoredExecution {
  readonly id: string;
  readonly status: string;
  readonly data: string;
}

const unfinished = new Set(['new', 'running', 'waiting']);

/** Whether nothing more will happen to it by itself. A waiting execution goes on later. */
export function hasFinished({ status }: { status: string }): boolean {
  return !unfinished.has(status);
}

/** Unpacks the stored form. */
export function executionOf(stored: StoredExecution): Execution {
  return { id: stored.id, status: stored.status, raw: stored.data, data: parse(stored.data) };
}

/** What both a stored execution and the engine's own result are. */
type Ran = Pick<Execution, 'data'>;

/** The items a node put out on one of its outputs, in its last run. */
export function itemsOf({ data }: Ran, nodeName: string, output = 0): INodeExecutionData[] {
  const runs = data.resultData.runData[nodeName] ?? [];
  return runs.at(-1)?.data?.main?.[output] ?? [];
}

/** The sentence the execution failed with, and its second line. */
export function failureOf({ data }: Ran): string {
  const error = data.resultData.error;
  return error
    ? [error.message, 'description' in error ? error.description : ''].filter(Boolean).join(' | ')
    : '';
}
