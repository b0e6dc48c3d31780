/** The shapes of the rows in fields.ts. A `Value` is one as it is sent. */
export type Value = string | number | boolean;
export type Choice = string | number;

/** Where an image or a video can come from: a URL, a binary field of the item, an earlier task. */
export type SourceKind = 'url' | 'binary' | 'taskId';

export type Field = {
  label: string;
  /** Key in the request body. */
  wire: string;
  help: string;
  /** In the collection, and sent only when the user added it. Absent: always visible, and sent unless empty. */
  place?: 'options';
  placeholder?: string;
  /** What n8n's AI builders are told of it besides `help`. */
  builderHint?: string;
} & (
  | {
      kind: 'media';
      place?: undefined;
      mediaType: 'image' | 'video';
      /** How many files the field takes at most; more than one is sent as a list. */
      maxFiles: number;
      /** The form's parameter for the choice of source, and one for each source; the first of `sources` is the default. */
      parameters: Readonly<{ source: string } & Partial<Record<SourceKind, string>>>;
      sources: readonly SourceKind[];
      /** The binary field that is looked into unless the user names another. */
      binaryDefault: string;
    }
  | {
      kind: 'choice';
      choices: readonly Choice[];
      /** A choice of the form that is never sent: what it becomes is measured, see request/body.ts. */
      measured?: Choice;
      /** What the form calls a choice, where its value is not name enough. */
      names?: Readonly<Record<string, string>>;
      /** A suffix people type or leave out after the number: the s of "8s", the p of "1080p". */
      unit?: 's' | 'p';
      defaultValue: Choice;
      /** What the form starts with, where that costs less than `defaultValue`. */
      start?: Choice;
    }
  | { kind: 'text'; defaultValue: string; rows?: number }
  | { kind: 'boolean'; defaultValue: boolean; start?: boolean }
  | { kind: 'integer'; defaultValue: number }
);

export type MediaField = Extract<Field, { kind: 'media' }>;
