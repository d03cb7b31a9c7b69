import type { Staff } from '../../../staff/roles.ts';
import { dates, moments } from '../../../ui/dates.ts';
import type { Shell } from '../../../ui/layout.tsx';
import { isScope } from '../../scopes.ts';
import { isWithinReach } from '../acts.ts';
import { scopesInWords, StateTag } from '../fields.tsx';
import type { Key } from '../keys.ts';
import { isFree, isLive, lostBy } from '../states.ts';

type KeysTableProps = { shell: Shell; who: Staff; keys: readonly Key[]; now: number };

/** The keys of a partner, with what staff may do about each. */
export function KeysTable(props: KeysTableProps) {
  const { t } = props.shell;
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t('partners.key')}</th>
          <th scope="col">{t('partners.scopes')}</th>
          <th scope="col">{t('partners.made')}</th>
          <th scope="col">{t('staff.acts')}</th>
        </tr>
      </thead>
      <tbody>
        {props.keys.map((key) => (
          <KeyRow {...props} of={key} />
        ))}
      </tbody>
    </table>
  );
}

function KeyRow({ shell, who, now, of: key }: KeysTableProps & { of: Key }) {
  const { t, language, store } = shell;
  const day = dates(language, store.timeZone);
  const moment = moments(language, store.timeZone);
  const lost = lostBy(key);
  return (
    <tr>
      <td>
        <code class="whitespace-nowrap">{key.prefix}…</code>
        <br />
        <StateTag shell={shell} of={key} now={now} />
      </td>
      <td data-label={t('partners.scopes')}>
        {scopesInWords(t, key.scopes.filter(isScope))}
        {lost.length > 0 && (
          <p class="wrong">{t('partners.lost', { name: key.maker, scopes: scopesInWords(t, lost) })}</p>
        )}
      </td>
      <td data-label={t('partners.made')}>
        {day(key.createdAt)}, <bdi>{key.maker}</bdi>
        <br />
        <span class="quiet">
          {t('partners.last_call')}: {key.usedAt === null ? t('partners.never') : moment(key.usedAt)}
        </span>
      </td>
      <td>{isLive(key, now) && <KeyActs shell={shell} who={who} now={now} of={key} />}</td>
    </tr>
  );
}

function KeyActs({ shell: { t }, who, now, of: key }: Omit<KeysTableProps, 'keys'> & { of: Key }) {
  if (!isWithinReach(who.role, key)) return <p class="quiet">{t('partners.beyond_reach')}</p>;
  const at = `/admin/partners/keys/${key.id}`;
  return (
    <div class="flex flex-col gap-2 items-start">
      {isFree(key, now) && (
        <a class="underline" href={`${at}/replacement`}>
          {t('partners.replace')}
          <span class="sr-only">: {key.prefix}…</span>
        </a>
      )}
      <details>
        <summary class="cursor-pointer whitespace-nowrap">
          {t('partners.revoke')}
          <span class="sr-only">: {key.prefix}…</span>
        </summary>
        <form method="post" action={`${at}/revocation`} class="flex flex-col gap-2 items-start">
          <p>{t('partners.revoke_question')}</p>
          <button class="btn btn-danger btn-sm" type="submit">
            {t('partners.revoke_submit')}
            <span class="sr-only">: {key.prefix}…</span>
          </button>
        </form>
      </details>
    </div>
  );
}
