/** The table in Markdown; `catalogue` holds what nodes/AiHubMaxVeo/catalogue/queries exports. */
export function modelTable(catalogue: object): string;
/** The README with its table renewed. Throws when the markers are gone. */
export function withModelTable(readme: string, catalogue: object): string;
