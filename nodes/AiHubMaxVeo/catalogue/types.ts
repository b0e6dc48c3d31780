/** The shapes of the catalogue's rows. */

/** A value as it stands in a request body. */
export type Value = string | number | boolean;

interface FieldBase {
  /** Title Case name in the form. */
  label: string;
  /** Key in the request body. */
  wire: string;
  help: string;
  /** `main`: always visible, sent unless blank. `options`: in the collection, sent only when the user added it. */
  place: 'main' | 'options';
  placeholder?: string;
}

export type Field = FieldBase &
  (
    | { kind: 'text'; initial: string; rows?: number }
    | { kind: 'image'; parameters: { url: string }; initial: string }
    | { kind: 'boolean'; initial: boolean }
    | { kind: 'integer'; initial: number }
    | {
        kind: 'choice';
        choices: readonly (string | number)[];
        /** What the form calls a choice, where its value is not name enough. */
        names?: Readonly<Record<string, string>>;
        /** A suffix people type after the number, such as the s of "8s". */
        unit?: string;
        initial: string | number;
      }
  );

export interface Mode {
  label: string;
  help: string;
  inputs: readonly string[];
}

export interface Model {
  label: string;
  help: string;
  mode: string;
  variant: 'standard' | 'fast' | 'lite';
  fields: readonly string[];
  only?: Readonly<Record<string, readonly (string | number)[]>>;
}

/** Applies when every condition in `when` holds; a condition holds when the value is in its list. */
export interface Limit {
  when: Readonly<Record<string, readonly (string | number)[]>>;
  only?: Readonly<Record<string, readonly (string | number)[]>>;
  send?: Readonly<Record<string, Value>>;
}
