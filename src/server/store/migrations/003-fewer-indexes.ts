// Takes the index by bucket away: it made a push of 1,000 records wait more than twice as long (every record fell on another page of
// it), for healing alone, which is rare and reads the scope through the index by seq.
export const fewerIndexes = {
  number: 3,
  name: 'fewer indexes',
  sqlite: 'DROP INDEX records_by_bucket',
  postgres: 'DROP INDEX records_by_bucket',
} as const;
