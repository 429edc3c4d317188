// Rows that expressions and choice filters look up: tables that came with the form and lists of choices, with an index for each
// column that is asked for by value. Called by settle.ts, evaluate.ts and choices.ts.
import { choiceKey } from './texts.ts';
import { choicesOf, type Choice, type Form, type Question } from './schema.ts';
import { toNumber } from './values.ts';

/** A row: its columns by name. */
export type Row = (column: string) => string | undefined;

export class Rows {
  readonly all: readonly Row[];
  private readonly indexes = new Map<string, Map<string | number, readonly Row[]>>();
  constructor(all: readonly Row[]) {
    this.all = all;
  }

  /** The rows whose column equals a text, or a number as numbers are compared. */
  where(column: string, value: string | number): readonly Row[] {
    const name = `${typeof value} ${column}`;
    let index = this.indexes.get(name);
    if (index === undefined) {
      index = new Map<string | number, Row[]>();
      for (const row of this.all) {
        const text = row(column);
        if (text === undefined) continue;
        const key = typeof value === 'number' ? toNumber(text) : text;
        const known = index.get(key) as Row[] | undefined;
        if (known === undefined) index.set(key, [row]);
        else known.push(row);
      }
      this.indexes.set(name, index);
    }
    return Number.isNaN(value) ? [] : (index.get(value) ?? []);
  }
}

type TextOf = (key: string) => string | undefined;

export const rowOfChoice =
  (question: Question, choice: Choice, textOf: TextOf): Row =>
  (column) => {
    if (column === 'name') return choice.name;
    const columns = choice.columns ?? {};
    if (Object.hasOwn(columns, column)) return columns[column];
    return column === 'label' ? textOf(choiceKey(question, choice.name)) : undefined;
  };

/** All tables and lists of a form, each made ready when it is first asked for. */
export class Library {
  // A question's own choices under its name after a blank: no list is called so.
  private readonly known = new Map<string, Rows | undefined>();
  private readonly form: Form;
  private readonly textOf: TextOf;
  constructor(form: Form, textOf: TextOf) {
    this.form = form;
    this.textOf = textOf;
  }

  /** The rows of a table or list; undefined when there is none of that name. */
  named(name: string): Rows | undefined {
    if (!this.known.has(name)) this.known.set(name, this.read(name));
    return this.known.get(name);
  }

  private read(name: string): Rows | undefined {
    const tables = this.form.tables ?? {};
    const plain = name.replace(/\.(?:csv|xml|geojson)$/i, '');
    const table = Object.hasOwn(tables, plain) ? tables[plain] : undefined;
    if (table !== undefined) {
      const places = new Map(table.columns.map((column, i) => [column, i]));
      return new Rows(
        table.rows.map((row) => (column) => {
          const place = places.get(column);
          return place === undefined ? undefined : (row[place] ?? '');
        }),
      );
    }
    if (!Object.hasOwn(this.form.lists ?? {}, name)) return undefined;
    return this.ofChoices({ name, type: 'select_one', choices: name });
  }

  /** What a question chooses from: its own choices, a list or a table. */
  ofQuestion(question: Question): Rows {
    const named = typeof question.choices === 'string' ? this.named(question.choices) : undefined;
    if (named !== undefined) return named;
    const key = ` ${question.name}`;
    if (!this.known.has(key)) this.known.set(key, this.ofChoices(question));
    return this.known.get(key) as Rows;
  }

  private ofChoices(question: Question): Rows {
    return new Rows(
      choicesOf(this.form, question).map((one) => rowOfChoice(question, one, this.textOf)),
    );
  }
}
