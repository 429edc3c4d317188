// An account number in groups of four that never break inside; groups that differ are marked by more than colour.
import { compareAccounts, groupsOf } from '#core/iban.ts';

export type AccountGroupsProps = {
  readonly account: string;
  /** Mark where it differs from this one. */
  readonly against?: string | undefined;
};

export function AccountGroups({ account, against }: AccountGroupsProps) {
  const marked = against === undefined ? new Set<number>() : differing(against, account);
  return (
    <span class="account-groups">
      {groupsOf(account).map((group, i) => (
        <>
          {i > 0 && ' '}
          {marked.has(i) ? <mark key={i}>{group}</mark> : <span key={i}>{group}</span>}
        </>
      ))}
    </span>
  );
}

/** After a missing or doubled digit everything shifts: then only the first group tells anything. */
function differing(expected: string, account: string): Set<number> {
  const { groups, first } = compareAccounts(expected, account);
  const all = groups.flatMap((group, i) => (group.same ? [] : [i]));
  return new Set(
    all.length > 2 || groupsOf(expected).join('').length !== groupsOf(account).join('').length
      ? [first]
      : all,
  );
}
