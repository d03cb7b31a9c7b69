import type { Child } from 'hono/jsx';
import { differencesOf } from '../staff/audit/words.ts';
import type { Told } from '../staff/audit/trail.ts';
import { Facts } from '../ui/facts.tsx';
import { Field, Notice, ProblemSummary, Tick } from '../ui/fields.tsx';
import type { Shell } from '../ui/layout.tsx';
import { whole } from '../ui/money.ts';
import type { FormState } from '../web/forms.ts';
import { lookedBackDays, type Concern } from './concerned.ts';
import { AsOf, type Figures, type SettingsGroup } from './fields.tsx';

/** A group of settings on the page of all: what it decides, and how. */
export type SettingsCard = SettingsLink & {
  facts?: (shell: Shell) => readonly (readonly [label: string, text: string])[];
};

/** Where every group of settings is found. */
export function SettingsPage({ shell, groups }: { shell: Shell; groups: readonly SettingsCard[] }) {
  const { t } = shell;
  return (
    <>
      <h1>{t('settings.title')}</h1>
      <p>{t('settings.about')}</p>
      <ul class="cards">
        {groups.map(({ path, title, about, facts }) => (
          <li class="panel">
            <h2>
              <a class="underline" href={`/admin/settings/${path}`}>
                {title(t)}
              </a>
            </h2>
            <p>{about(t)}</p>
            {facts && <Facts facts={facts(shell)} />}
          </li>
        ))}
      </ul>
    </>
  );
}

type SettingsLink = Pick<SettingsGroup, 'path' | 'title' | 'about'>;

/** Why a change cannot be made any more: what it is about is not there as it was, or there is no room for more. */
export const obstacles = ['gone', 'full'] as const;

/** What is said above the form: what happened, or why nothing did. */
export type SettingsNotice =
  | { done: 'saved' }
  | { problem: 'changed_meanwhile'; changes: readonly Told[] }
  | { problem: 'currency_in_use' | (typeof obstacles)[number] }
  | { concerned: readonly { concern: Concern; count: number }[] }
  | undefined;

/** What every form of settings sends along, and asks for before it is saved. */
export type SavingProps = {
  shell: Shell;
  form: FormState;
  /** The state of the store that the form shows. */
  asOf: number;
  mayChange: boolean;
  /** Whether the password is to be said. */
  asksPassword: boolean;
  notice: SettingsNotice;
};

type SettingsFormPageProps = SavingProps & { group: SettingsGroup; figures: Figures; now: number };

/** A group of settings, and the button that saves them. */
export function SettingsFormPage({ group, figures, now, ...saving }: SettingsFormPageProps) {
  const { shell, form, asOf, mayChange } = saving;
  return (
    <SettingsFrame shell={shell} group={group} form={form} notice={saving.notice} labels={group.labels(shell)}>
      <SettingsForm {...saving} action={`/admin/settings/${group.path}`}>
        <group.Fields shell={shell} form={form} figures={figures} now={now} />
      </SettingsForm>
      {group.Below && <group.Below shell={shell} asOf={asOf} mayChange={mayChange} />}
    </SettingsFrame>
  );
}

type SettingsFrameProps = Pick<SavingProps, 'shell' | 'form' | 'notice'> & {
  group: SettingsLink;
  labels: Record<string, string>;
  /** The page of settings that this one belongs to. */
  within?: SettingsLink;
  children: Child;
};

/** The page around settings: what they are, what happened, what is wrong. */
export function SettingsFrame({ shell, group, form, notice, labels, within, children }: SettingsFrameProps) {
  const { t } = shell;
  return (
    <>
      <p>
        <a href="/admin/settings">{t('settings.all')}</a>
        {within && (
          <>
            {' · '}
            <a href={`/admin/settings/${within.path}`}>{within.title(t)}</a>
          </>
        )}
      </p>
      <h1>
        <bdi>{group.title(t)}</bdi>
      </h1>
      <Happened shell={shell} notice={notice} />
      <p>{group.about(t)}</p>
      <ProblemSummary
        t={t}
        form={form}
        labels={{ ...labels, agreed: t('settings.agreed'), currentPassword: t('fields.current_password') }}
      />
      {children}
    </>
  );
}

type SettingsFormProps = SavingProps & { action: string; children: Child };

/** A form of settings: its fields, and what is asked before they are saved. Whoever may not change them has nothing to send. */
export function SettingsForm({ action, ...props }: SettingsFormProps) {
  if (!props.mayChange) {
    return (
      <div class="narrow ms-0">
        <SettingsFields {...props} />
      </div>
    );
  }
  return (
    <form method="post" action={action} class="narrow ms-0" novalidate>
      <SettingsFields {...props} />
    </form>
  );
}

function SettingsFields({
  shell: { t },
  form,
  asOf,
  mayChange,
  asksPassword,
  notice,
  children,
}: Omit<SettingsFormProps, 'action'>) {
  return (
    <fieldset class="part" disabled={!mayChange}>
      <legend class="sr-only">{t('settings.title')}</legend>
      <AsOf at={asOf} />
      {children}
      {notice && 'concerned' in notice && (
        <Tick t={t} form={form} name="agreed" label={t('settings.agreed')} required />
      )}
      {asksPassword && mayChange && (
        <Field
          t={t}
          form={form}
          name="currentPassword"
          type="password"
          label={t('fields.current_password')}
          hint={t('settings.password_hint')}
          autocomplete="current-password"
          required
        />
      )}
      {mayChange && (
        <button class="btn btn-primary self-start" type="submit">
          {t('settings.save')}
        </button>
      )}
    </fieldset>
  );
}

const refusals = {
  currency_in_use: 'settings.currency_in_use',
  gone: 'settings.problem_gone',
  full: 'settings.problem_full',
} as const;

function Happened({ shell, notice }: Pick<SavingProps, 'shell' | 'notice'>) {
  const { t, language } = shell;
  if (!notice) return null;
  if ('done' in notice) return <Notice tone="done">{t('settings.saved')}</Notice>;
  if ('concerned' in notice) {
    return (
      <div class="notice notice-refused" role="alert">
        <p>{t('settings.concerned')}</p>
        <ul class="list-disc ps-5">
          {notice.concerned.map(({ concern, count }) => (
            <li>
              {t(`settings.concerned_${concern}`, { count, number: whole(count, language), days: lookedBackDays })}
            </li>
          ))}
        </ul>
      </div>
    );
  }
  if (notice.problem !== 'changed_meanwhile') return <Notice tone="refused">{t(refusals[notice.problem])}</Notice>;
  return (
    <div class="notice notice-refused" role="alert">
      <p>{t('settings.changed_meanwhile')}</p>
      <ul class="list-disc ps-5">
        {notice.changes.map((change) => (
          <li>
            {change.by ?? t('audit.nobody')}: <bdi>{differencesOf(t, change).join(' · ')}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}
