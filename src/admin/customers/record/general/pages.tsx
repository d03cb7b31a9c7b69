import { EmailField } from '../../../../credentials/fields.tsx';
import { askedByStaff, detailNames } from '../../../../customers/details/asked.ts';
import { answersShown, PersonFields, personLabels } from '../../../../customers/details/fields.tsx';
import { asTyped, type Around } from '../../../../customers/details/input.ts';
import { longestNote, type Note } from '../../../../customers/notes.ts';
import { isAtLeast, type Staff } from '../../../../staff/roles.ts';
import { moments } from '../../../../ui/dates.ts';
import { Facts } from '../../../../ui/facts.tsx';
import { Choice, LongText, ProblemSummary } from '../../../../ui/fields.tsx';
import { languageChoices, type Shell } from '../../../../ui/layout.tsx';
import type { FormState } from '../../../../web/forms.ts';
import { pathOf } from '../frame.tsx';
import type { CustomerRecord } from '../reading.ts';
import { DeletionPart, DenialPart } from './danger.tsx';
import { GroupPart, type GroupChoice } from './group.tsx';

export type GeneralProps = {
  shell: Shell;
  who: Staff;
  record: CustomerRecord;
  groups: readonly GroupChoice[];
  notes: readonly Note[];
  /** At how many stores of the pool the customer is. */
  stores: number;
  form: FormState;
  around: Around;
};

export function GeneralTab(props: GeneralProps) {
  const { shell, who, record, form, around } = props;
  const { t, store } = shell;
  const mayChange = isAtLeast(who.role, 'manager');
  const asked = askedByStaff(store, record);
  const labels = {
    ...personLabels(shell, asked, around),
    language: t('fields.language'),
    email: t('fields.email'),
    groupId: t('customers.group'),
    note: t('record.note'),
    denied: t('record.denied'),
  };
  return (
    <>
      <ProblemSummary t={t} form={form} labels={labels} />
      <div class="halves">
        <div>
          {mayChange ? <DataForm {...props} /> : <DataShown shell={shell} record={record} />}
          <Notes {...props} />
        </div>
        <div>
          <Times shell={shell} record={record} />
          {mayChange && <EmailForm shell={shell} record={record} form={form} />}
          <GroupPart {...props} mayChange={mayChange} />
          {mayChange && <DenialPart {...props} />}
          {mayChange && <DeletionPart {...props} />}
        </div>
      </div>
    </>
  );
}

function DataForm({ shell, record, form, around }: GeneralProps) {
  const { t, store } = shell;
  const asked = askedByStaff(store, record);
  const values = { ...asTyped(asked, record), language: record.language ?? '', ...form.values };
  const filled = { ...form, values };
  return (
    <form method="post" action={pathOf(record.id)} class="panel" novalidate>
      <h2>{t('record.data')}</h2>
      <PersonFields shell={shell} form={filled} asked={asked} around={around} isOfAnother />
      <Choice
        t={t}
        form={filled}
        name="language"
        label={t('fields.language')}
        options={languageChoices(shell)}
        required
      />
      <button class="btn btn-primary self-start" type="submit">
        {t('profile.submit')}
      </button>
    </form>
  );
}

/** The data for somebody who may not change it. */
function DataShown({ shell, record }: Pick<GeneralProps, 'shell' | 'record'>) {
  const { t } = shell;
  const details = detailNames.map((name) => [t(`fields.${name}`), record.details[name]] as const);
  return (
    <section class="panel">
      <h2>{t('record.data')}</h2>
      <Facts facts={[...details, ...answersShown(shell, askedByStaff(shell.store, record), record.answers)]} />
    </section>
  );
}

/** The address, and since when they are what they are. */
function Times({ shell, record }: Pick<GeneralProps, 'shell' | 'record'>) {
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  const since = (at: number | null) => (at === null ? '' : when(at));
  return (
    <section class="panel">
      <h2>
        <bdi>{record.email}</bdi>
      </h2>
      <Facts
        facts={[
          [t('record.since'), when(record.createdAt)],
          [t('record.registered'), since(record.registeredAt)],
          [t('record.activated'), since(record.activatedAt)],
          [t('record.denied_since'), since(record.deniedAt)],
          [
            t('customers.newsletter'),
            record.newsletterAt === null
              ? t('customers.no')
              : t('hints.newsletter_agreed', {
                  time: when(record.newsletterAt),
                  words: record.newsletterWords ?? '',
                }),
          ],
        ]}
      />
    </section>
  );
}

function EmailForm({ shell: { t }, record, form }: Pick<GeneralProps, 'shell' | 'record' | 'form'>) {
  const isOpen = form.problems.email !== undefined;
  return (
    <details class="panel" open={isOpen}>
      <summary>{t('change_email.title')}</summary>
      <form method="post" action={`${pathOf(record.id)}/email`} class="part" novalidate>
        <p class="quiet">{t(record.hasLogin ? 'record.email_of_login' : 'record.email_of_contact')}</p>
        <EmailField t={t} form={form} label={t('fields.new_email')} autocomplete="off" />
        <button class="btn btn-plain self-start" type="submit">
          {t('record.change_email')}
        </button>
      </form>
    </details>
  );
}

function Notes({ shell, who, record, notes, form }: GeneralProps) {
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  const at = `${pathOf(record.id)}/notes`;
  return (
    <section class="panel">
      <h2>{t('record.notes')}</h2>
      {notes.map((note) => (
        <article class="note">
          <p class="mail">
            <bdi>{note.text}</bdi>
          </p>
          <div class="acts quiet">
            {note.author}, {when(note.at)}
            {(note.staffId === who.id || isAtLeast(who.role, 'manager')) && (
              <form method="post" action={`${at}/${note.id}/removal`}>
                <button class="btn btn-plain btn-sm" type="submit">
                  {t('addresses.remove')}
                  <span class="sr-only">: {note.text.slice(0, 40)}</span>
                </button>
              </form>
            )}
          </div>
        </article>
      ))}
      <form method="post" action={at} class="part" novalidate>
        <LongText
          t={t}
          form={form}
          name="note"
          label={t('record.note')}
          hint={t('record.note_hint')}
          maxlength={longestNote}
          required
        />
        <button class="btn btn-plain self-start" type="submit">
          {t('record.add_note')}
        </button>
      </form>
    </section>
  );
}
