import { wordsIn } from '../../customers/details/asked.ts';
import { QuestionsTable } from '../../customers/details/editing/fields.tsx';
import { isAtLeast, type Role } from '../../staff/roles.ts';
import { Notice, ProblemSummary } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { whole } from '../../ui/money.ts';
import type { FormState } from '../../web/forms.ts';
import type { NoticeOf } from '../../web/notices.ts';
import { mostCounted, type Form, type FormRow } from '../forms.ts';
import { SlugField, TextsForm, TextsShown, TitleField } from './fields.tsx';

/** What just happened, as the address of the page says it. */
export const happenings = [
  ...(['added', 'saved', 'closed', 'opened'] as const),
  ...(['question_saved', 'question_removed', 'answer_removed'] as const),
] as const;
export const problems = ['form_changed', 'question_gone', 'full'] as const;

export type Happening = (typeof happenings)[number];
export type DeskProblem = (typeof problems)[number];
export type DeskNotice = NoticeOf<typeof happenings, typeof problems>;

/** Says what happened, or why it did not. */
export function Told({ shell: { t }, notice }: { shell: Shell; notice: DeskNotice }) {
  if (!notice) return null;
  if ('done' in notice) return <Notice tone="done">{t(`forms.done_${notice.done}`)}</Notice>;
  return <Notice tone="refused">{t(`forms.problem_${notice.problem}`)}</Notice>;
}

type FormsPageProps = { shell: Shell; role: Role; forms: readonly FormRow[]; form: FormState };

export function FormsPage({ shell, role, forms, form }: FormsPageProps) {
  const { t, store, language } = shell;
  const [first = 'en'] = store.languages;
  const labels = { [`title_${first}`]: t('forms.form_title'), slug: t('forms.slug') };
  return (
    <>
      <h1>{t('forms.title')}</h1>
      <p>{t('forms.about')}</p>
      <ProblemSummary t={t} form={form} labels={labels} />
      {forms.length === 0 && <p role="status">{t('forms.none')}</p>}
      {forms.length > 0 && (
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t('forms.form_title')}</th>
              <th scope="col">{t('forms.address')}</th>
              <th scope="col" class="number">
                {t('forms.answers')}
              </th>
            </tr>
          </thead>
          <tbody>
            {forms.map(({ id, slug, titles, closedAt, answerCount }) => (
              <tr>
                <td>
                  <a class="underline font-semibold" href={`/admin/forms/${id}`}>
                    <bdi>{wordsIn(titles, language, store)}</bdi>
                  </a>{' '}
                  {closedAt !== null && <span class="tag tag-denied">{t('forms.closed')}</span>}
                </td>
                <td data-label={t('forms.address')}>
                  <a class="underline" href={`/forms/${slug}`}>
                    /forms/{slug}
                  </a>
                </td>
                <td class="number" data-label={t('forms.answers')}>
                  <a class="underline" href={`/admin/forms/${id}/answers`}>
                    {answerCount > mostCounted
                      ? t('forms.more_than', { number: whole(mostCounted, language) })
                      : whole(answerCount, language)}
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {isAtLeast(role, 'manager') && (
        <form method="post" action="/admin/forms" class="panel gap-4" novalidate>
          <h2>{t('forms.add_title')}</h2>
          <div class="address-fields">
            <div class="half">
              <TitleField shell={shell} form={form} language={first} />
            </div>
            <div class="half">
              <SlugField shell={shell} form={form} />
            </div>
          </div>
          <button class="btn btn-primary self-start" type="submit">
            {t('forms.add')}
          </button>
        </form>
      )}
    </>
  );
}

type FormDeskPageProps = { shell: Shell; asking: Form; mayChange: boolean; form: FormState; notice: DeskNotice };

export function FormDeskPage({ shell, asking, mayChange, form, notice }: FormDeskPageProps) {
  const { t, store, language } = shell;
  const at = `/admin/forms/${asking.id}`;
  return (
    <>
      <p class="crumb">
        <a href="/admin/forms">{t('forms.title')}</a>
      </p>
      <div class="headline">
        <h1>
          <bdi>{wordsIn(asking.titles, language, store)}</bdi>
        </h1>
        {asking.closedAt !== null && <span class="tag tag-denied">{t('forms.closed')}</span>}
        <a class="btn btn-plain" href={`${at}/answers`}>
          {t('forms.answers')}
        </a>
      </div>
      <Told shell={shell} notice={notice} />
      <p>
        <a class="underline" href={`/forms/${asking.slug}`}>
          {store.origin}/forms/{asking.slug}
        </a>
      </p>
      <QuestionsTable shell={shell} questions={asking.fields} at={`${at}/fields`} mayChange={mayChange}>
        <h2>{t('forms.questions')}</h2>
        <p class="quiet">{t('forms.questions_hint')}</p>
      </QuestionsTable>
      <section class="part">
        <h2>{t('forms.texts')}</h2>
        {mayChange ? <TextsForm shell={shell} form={form} at={at} /> : <TextsShown shell={shell} form={form} />}
      </section>
      {mayChange && <StatePart shell={shell} at={at} isClosed={asking.closedAt !== null} />}
    </>
  );
}

function StatePart({ shell: { t }, at, isClosed }: { shell: Shell; at: string; isClosed: boolean }) {
  return (
    <form method="post" action={`${at}/${isClosed ? 'opening' : 'closing'}`} class="panel">
      <p>{t(isClosed ? 'forms.open_hint' : 'forms.close_hint')}</p>
      <button class="btn btn-plain self-start" type="submit">
        {t(isClosed ? 'forms.open' : 'forms.close')}
      </button>
    </form>
  );
}
