/** The compiled node with its description as a literal. Throws rather than lose something or load another file. */
export function withLiteralDescription(code: string, description: object): string;
