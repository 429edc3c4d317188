// The closed list of error codes that device and server both know. Each has a text key `errors:<code>` in every language.
/** self: tried again by itself. person: somebody must act. us: a fault of ours, to be told. */
export type Remedy = 'self' | 'person' | 'us';

export const ERRORS = {
  // One change
  'unknown-kind': 'us',
  'unknown-field': 'us',
  'bad-id': 'us',
  'bad-scope': 'us',
  'bad-stamp': 'us',
  'bad-value': 'person',
  incomplete: 'person',
  'private-data': 'person',
  'frozen-field': 'person',
  forbidden: 'person',
  erased: 'person',
  // One request
  'bad-request': 'us',
  'not-found': 'us',
  'too-large': 'self',
  'clock-ahead': 'self',
  'server-older': 'self',
  'not-signed-in': 'person',
  'device-revoked': 'person',
  'code-unknown': 'person',
  'code-used': 'person',
  'code-expired': 'person',
  'too-many-tries': 'self',
  'bad-media': 'person',
  'large-media': 'person',
  'server-failed': 'self',
  // The device alone
  offline: 'self',
  'timed-out': 'self',
  'storage-full': 'person',
  'storage-failed': 'person',
} as const satisfies Record<string, Remedy>;

export type ErrorCode = keyof typeof ERRORS;
export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);

/** Why one change was not stored. `path` names the field (`ticks.a1`), `message` what to mend, in English. */
export type Rejection = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly path?: string;
};
