import type { Child } from 'hono/jsx';
import { differencesOf } from '../staff/audit/words.ts';
import type { Told } from '../staff/audit/trail.ts';
import { Facts } from '../ui/facts.tsx';
import { Field, Notice, ProblemSummary, Tick } from '../ui/fields.tsx';
import type { Shell } from '../ui/layout.tsx';
import { whole } from '../ui/money.ts';
import type { FormState } from '../web/forms.ts';
import { lookedBackDays, type Concern } from './concerned.ts';
import type { Figures, SettingsGroup } from './fields.tsx';

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

export type SettingsLink = Pick<SettingsGroup, 'path' | 'title' | 'about'>;

/** What is said above the form: what happened, or why nothing did. */
export type SettingsNotice =
  | { done: 'saved' }
  | { problem: 'changed_meanwhile'; changes: readonly Told[] }
  | { problem: 'currency_in_use' }
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
  /** Where it leads back to, unless that is the page of all settings. */
  back?: SettingsLink;
  children: Child;
};

/** The page around settings: what they are, what happened, what is wrong. */
export function SettingsFrame({ shell, group, form, notice, labels, back, children }: SettingsFrameProps) {
  const { t } = shell;
  return (
    <>
      <p>
        {back ? (
          <a href={`/admin/settings/${back.path}`}>{back.title(t)}</a>
        ) : (
          <a href="/admin/settings">{t('settings.all')}</a>
        )}
      </p>
      <h1>{group.title(t)}</h1>
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

/** A form of settings: its fields, and what is asked before they are saved; for whoever may not change them the fields to read. */
export function SettingsForm({
  shell,
  form,
  asOf,
  mayChange,
  asksPassword,
  notice,
  action,
  children,
}: SettingsFormProps) {
  const { t } = shell;
  const fields = (
    <fieldset class="part" disabled={!mayChange}>
      <legend class="sr-only">{t('settings.title')}</legend>
      {children}
    </fieldset>
  );
  if (!mayChange) return <div class="narrow ms-0">{fields}</div>;
  return (
    <form method="post" action={action} class="narrow ms-0" novalidate>
      <input type="hidden" name="asOf" value={String(asOf)} />
      {fields}
      {notice && 'concerned' in notice && (
        <Tick t={t} form={form} name="agreed" label={t('settings.agreed')} required />
      )}
      {asksPassword && (
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
      <button class="btn btn-primary self-start" type="submit">
        {t('settings.save')}
      </button>
    </form>
  );
}

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
  if (notice.problem === 'currency_in_use') return <Notice tone="refused">{t('settings.currency_in_use')}</Notice>;
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
