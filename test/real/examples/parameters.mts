import { NodeHelpers, type INode, type INodeTypeDescription } from 'n8n-workflow';

/** The description of a node's type in its typeVersion. Throws when this n8n has no such node. */
export function descriptionOf(node: INode, types: readonly INodeTypeDescription[]): INodeTypeDescription {
  const { name, type, typeVersion } = node;
  const found = types.find((each) => each.name === type && [each.version].flat().includes(typeVersion));
  if (!found) throw new Error(`${name}: this n8n has no ${type} in version ${typeVersion}`);
  return found;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object';

/** Paths of what is in `given` but not, or not so, in `kept`. */
function lostFrom(given: unknown, kept: unknown, path: string): string[] {
  if (!isRecord(given)) return Object.is(given, kept) ? [] : [path];
  if (!isRecord(kept)) return [path];
  return Object.keys(given).flatMap((key) => lostFrom(given[key], kept[key], `${path}.${key}`));
}

/**
 * Parameters that the editor would drop on import: names this typeVersion does not have, and such as are hidden by the
 * others. It is n8n's own code that decides, also about what is nested.
 */
export function droppedParameters(node: INode, description: INodeTypeDescription): string[] {
  const { properties } = description;
  const kept = NodeHelpers.getNodeParameters(properties, node.parameters, true, false, node, description);
  return lostFrom(node.parameters, kept, node.name);
}

/** What n8n would complain about below the fields: choices that do not exist, required values that are missing. */
export function complaints(node: INode, description: INodeTypeDescription): string[] {
  const issues = NodeHelpers.getNodeParametersIssues(description.properties, node, description);
  return Object.entries(issues?.parameters ?? {}).map(
    ([name, sentences]) => `${node.name}.${name}: ${[sentences].flat().join(' ')}`,
  );
}
