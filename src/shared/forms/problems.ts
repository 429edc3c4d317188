// What can be wrong with a form or an expression, as values. Every code has a sentence in locales/<lang>/surveys.json.

export type ExpressionCode =
  /** Nothing is written. */
  | 'empty'
  /** A sign or word that can't stand there. */
  | 'unexpected'
  /** A quote, a bracket or `${` that is never closed. */
  | 'unclosed'
  | 'too-long'
  | 'too-deep'
  | 'unknown-function'
  /** A known function with too few or too many arguments. */
  | 'wrong-count'
  /** `${name}` or a path that names no question of the form. */
  | 'unknown-name'
  /** A path that starts from something that is no place. */
  | 'path'
  /** `instance()` or `pulldata()` of a table that did not come with the form. */
  | 'unknown-table'
  /** A regular expression that is broken, too large, or uses look-around or back-references. */
  | 'pattern'
  /** Questions whose conditions or calculations need each other. */
  | 'cycle';

export type ExpressionProblem = {
  readonly code: ExpressionCode;
  /** Offset in the expression where it was noticed. */
  readonly at: number;
  /** The word or sign that was found there; for `cycle` the ring of names, joined by arrows. */
  readonly found: string;
};

/** An expression problem with its place in the form. The question stays usable: see README, "When an expression is wrong". */
export type FormProblem = ExpressionProblem & {
  readonly name: string;
  readonly part:
    | 'relevant'
    | 'required'
    | 'constraint'
    | 'calculation'
    | 'count'
    | 'dynamicDefault'
    | 'choiceFilter';
};
