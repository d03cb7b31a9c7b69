import type { Staff } from '../staff/roles.ts';
import { moments } from '../ui/dates.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Field, Notice, ProblemSummary } from '../ui/fields.tsx';
import type { Shell } from '../ui/layout.tsx';
import { whole } from '../ui/money.ts';
import type { FormState } from '../web/forms.ts';
import type { NoticeOf } from '../web/notices.ts';
import { StateTag } from './keys/fields.tsx';
import type { Key } from './keys/keys.ts';
import { KeysTable } from './keys/list/pages.tsx';
import { stateOf } from './keys/states.ts';
import type { Partner } from './partners.ts';
import { mostCalls } from './serving/allowance.ts';

/** What just happened, as the address of the page says it. */
export const happenings = ['added', 'renamed', 'removed', 'revoked'] as const;
export const problems = ['is_used', 'not_found', 'role_too_low', 'made_already', 'beyond_reach', 'not_live'] as const;

type PartnerNotice = NoticeOf<typeof happenings, typeof problems>;

type PartnersPageProps = {
  shell: Shell;
  partners: readonly Partner[];
  /** The keys of all of them that are neither revoked nor at their end. */
  keys: readonly Key[];
  now: number;
  form: FormState;
  notice: PartnerNotice;
};

export function PartnersPage(props: PartnersPageProps) {
  const { shell, partners, form, notice } = props;
  const { t } = shell;
  return (
    <>
      <h1>{t('partners.title')}</h1>
      <Told shell={shell} notice={notice} />
      <p>{t('partners.about')}</p>
      <Elsewhere shell={shell} />
      <ProblemSummary t={t} form={form} labels={{ name: t('fields.name') }} />
      {partners.length === 0 ? <p class="quiet">{t('partners.none')}</p> : <PartnersTable {...props} />}
      <form method="post" action="/admin/partners" class="panel gap-4" novalidate>
        <h2>{t('partners.add_title')}</h2>
        <NameField shell={shell} form={form} />
        <button class="btn btn-primary self-start" type="submit">
          {t('partners.add')}
        </button>
      </form>
    </>
  );
}

function PartnersTable({ shell, partners, keys, now }: PartnersPageProps) {
  const { t } = shell;
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t('partners.partner')}</th>
          <th scope="col">{t('partners.keys')}</th>
          <th scope="col">{t('partners.last_call')}</th>
        </tr>
      </thead>
      <tbody>
        {partners.map((partner) => (
          <PartnerRow
            shell={shell}
            partner={partner}
            keys={keys.filter(({ partnerId }) => partnerId === partner.id)}
            now={now}
          />
        ))}
      </tbody>
    </table>
  );
}

type PartnerRowProps = Pick<PartnersPageProps, 'shell' | 'keys' | 'now'> & { partner: Partner };

function PartnerRow({ shell, partner, keys, now }: PartnerRowProps) {
  const { t, language, store } = shell;
  const { id, name, usedAt } = partner;
  return (
    <tr>
      <td>
        <a class="underline font-semibold" href={`/admin/partners/${id}`}>
          {name}
        </a>
      </td>
      <td data-label={t('partners.keys')}>
        <KeysTold shell={shell} keys={keys} now={now} />
      </td>
      <td data-label={t('partners.last_call')}>
        {usedAt === null ? t('partners.never') : moments(language, store.timeZone)(usedAt)}
      </td>
    </tr>
  );
}

/** How many keys there are, and each of which there is more to say. */
function KeysTold({ shell, keys, now }: Pick<PartnersPageProps, 'shell' | 'keys' | 'now'>) {
  if (keys.length === 0) return <span class="quiet">{shell.t('partners.no_keys')}</span>;
  return (
    <>
      {whole(keys.length, shell.language)}
      {keys
        .filter((key) => stateOf(key, now) !== 'active')
        .map((key) => (
          <p>
            <StateTag shell={shell} of={key} now={now} />
          </p>
        ))}
    </>
  );
}

type PartnerPageProps = {
  shell: Shell;
  who: Staff;
  partner: Partner;
  keys: readonly Key[];
  now: number;
  form: FormState;
  notice: PartnerNotice;
};

export function PartnerPage({ shell, who, partner, keys, now, form, notice }: PartnerPageProps) {
  const { t, language } = shell;
  const at = `/admin/partners/${partner.id}`;
  return (
    <>
      <p class="crumb">
        <a href="/admin/partners">{t('partners.title')}</a>
      </p>
      <h1>
        <bdi>{partner.name}</bdi>
      </h1>
      <Told shell={shell} notice={notice} />
      <section class="part">
        <div class="headline">
          <h2>{t('partners.keys')}</h2>
          <a class="btn btn-primary" href={`${at}/keys/new`}>
            {t('partners.make')}
          </a>
        </div>
        <p>{t('partners.keys_about', { calls: whole(mostCalls, language) })}</p>
        {keys.length === 0 ? (
          <p class="quiet">{t('partners.keys_none')}</p>
        ) : (
          <KeysTable shell={shell} who={who} keys={keys} now={now} />
        )}
      </section>
      <Elsewhere shell={shell} />
      <section class="part">
        <h2>{t('fields.name')}</h2>
        <ProblemSummary t={t} form={form} labels={{ name: t('fields.name') }} />
        <form method="post" action={at} class="narrow ms-0" novalidate>
          <NameField shell={shell} form={form} />
          <button class="btn btn-plain self-start" type="submit">
            {t('partners.rename')}
          </button>
        </form>
        {partner.isBare === 1 && (
          <Dialog
            t={t}
            id="remove"
            label={t('partners.remove')}
            title={t('partners.remove_title', { name: partner.name })}
            look="danger"
          >
            <p>{t('partners.remove_about')}</p>
            <form method="post" action={`${at}/removal`}>
              <button class="btn btn-danger" type="submit">
                {t('partners.remove_submit')}
              </button>
            </form>
          </Dialog>
        )}
      </section>
    </>
  );
}

/** Where the rest about partners stands: the docs of the API, and their webhooks. */
function Elsewhere({ shell: { t } }: { shell: Shell }) {
  return (
    <p class="flex flex-wrap gap-x-6 gap-y-2">
      <a class="underline" href="/api/docs">
        {t('partners.docs')}
      </a>
      <a class="underline" href="/admin/webhooks">
        {t('partners.told')}
      </a>
    </p>
  );
}

function NameField({ shell: { t }, form }: { shell: Shell; form: FormState }) {
  return (
    <Field
      t={t}
      form={form}
      name="name"
      label={t('fields.name')}
      hint={t('partners.name_hint')}
      autocomplete="off"
      maxlength={60}
      required
    />
  );
}

/** What just happened, in words. */
function Told({ shell: { t }, notice }: { shell: Shell; notice: PartnerNotice }) {
  if (!notice) return null;
  if ('done' in notice) return <Notice tone="done">{t(`partners.done_${notice.done}`)}</Notice>;
  return <Notice tone="refused">{t(`partners.problem_${notice.problem}`)}</Notice>;
}
