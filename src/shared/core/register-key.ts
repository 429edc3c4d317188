// Names that people give (a choice called `10+` or `jā`) as keys of a record's map, which take letters, digits and `. _ : / -` only.
// Called wherever words are looked up by such a name; the same name always gives the same key, and a plain one is its own.

export const registerKey = (name: string): string =>
  /^[\w.:/-]*$/.test(name)
    ? name
    : name.replaceAll(/[^\w./-]/gu, (sign) => `:${sign.codePointAt(0)?.toString(16)}:`);
