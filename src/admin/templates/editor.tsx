// A text of a message: what it says, what it can be filled in with, and how it came to be.
import { longest, type Flaw, type TemplateProblem } from '../../messages/templates/checking.ts';
import type { PolicyProblem } from '../../messages/templates/policy.ts';
import { about } from '../../messages/templates/variables.ts';
import { Field, LongText, Notice, ProblemSummary } from '../../ui/fields.tsx';
import { languageName, type Shell } from '../../ui/layout.tsx';
import { withProblem, type FormState } from '../../web/forms.ts';
import type { Translate } from '../../web/i18n.ts';
import { messageName } from '../customers/record/tabs/names.ts';
import { Default, Reset, Variables } from './beside.tsx';
import { Difference, Versions } from './history.tsx';
import { pathOf } from './input.ts';
import { Preview, type Previewed } from './preview.tsx';
import { sourceOf } from './real.ts';
import type { Found } from './reading.ts';
import type { Compared, TemplateNotice } from './showing.tsx';

export type EditorProps = Omit<Found, 'who' | 'db'> & {
  shell: Shell;
  form: FormState;
  flaws: readonly Flaw[];
  notice: TemplateNotice;
  preview: Previewed | null;
  compared: Compared | null;
  unfit: PolicyProblem | null;
  mayChange: boolean;
};

export function EditorPage(props: EditorProps) {
  const { shell, which, standing, byDefault, compared, preview, mayChange, unfit } = props;
  const { t } = shell;
  return (
    <>
      <p class="crumb">
        <a href="/admin/templates">{t('templates.title')}</a>
      </p>
      <h1>{messageName(t, which.name)}</h1>
      <p>{t(`message_uses.${which.name}`)}</p>
      <Languages {...props} />
      <Told {...props} />
      {unfit && (
        <Notice tone="refused">
          {problemWords(t, unfit)} {t('templates.default_instead')}
        </Notice>
      )}
      {compared && <Difference {...props} compared={compared} />}
      {preview && <Preview shell={shell} which={which} preview={preview} />}
      <p>{t(standing.own ? 'templates.is_own' : 'templates.is_default')}</p>
      <TextForm {...props} />
      <Variables {...props} />
      {standing.own && <Default t={t} texts={byDefault} language={which.language} />}
      {standing.own && mayChange && <Reset {...props} />}
      <Versions {...props} />
    </>
  );
}

function Languages({ shell: { t, store }, which }: EditorProps) {
  const offered = store.languages.includes(which.language) ? store.languages : [...store.languages, which.language];
  return (
    <nav class="tabs" aria-label={t('layout.language')}>
      <ul>
        {offered.map((language) => (
          <li>
            <a
              href={pathOf({ ...which, language })}
              lang={language}
              aria-current={language === which.language ? 'page' : undefined}
            >
              {languageName(language)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Told({ shell: { t }, form, notice, flaws }: EditorProps) {
  const labels = { subject: t('templates.subject'), html: t('templates.html'), text: t('templates.text') };
  return (
    <>
      {notice && 'done' in notice && <Notice tone="done">{t(`templates.done_${notice.done}`)}</Notice>}
      {notice && 'problem' in notice && <Notice tone="refused">{t(`templates.problem_${notice.problem}`)}</Notice>}
      <ProblemSummary t={t} form={form} labels={{ ...labels, of: t('templates.of') }} />
      {flaws.length > 0 && (
        <div class="notice notice-refused" role="alert">
          <p>{t('templates.refused')}</p>
          <ul class="list-disc ps-5">
            {flaws.slice(0, mostFlaws).map(({ part, line, problem, what = '' }) => (
              <li>
                <a href={`#${part}`}>
                  {line === undefined ? labels[part] : t('templates.at', { part: labels[part], line })}
                </a>
                : {problemWords(t, problem, what)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** What is wrong, in words; `what` is what it is about. */
function problemWords(t: Translate, problem: TemplateProblem, what = ''): string {
  const origin = '{{ store.origin }}';
  return t(`template_problems.${problem}`, { what, origin, link: `${origin}/activate/{{ secret.token }}` });
}

/** The most mistakes that are told at once. */
const mostFlaws = 20;

/** The form with a word at each part that is flawed; what it is stands above. */
function withFlaws(form: FormState, flaws: readonly Flaw[]): FormState {
  return flaws.reduce((marked, { part }) => withProblem(marked, part, 'template_flawed'), form);
}

function TextForm({ shell: { t }, which, standing, form: typed, flaws, notice, mayChange }: EditorProps) {
  const form = withFlaws(typed, flaws);
  const at = pathOf(which);
  const isOutdated = notice !== undefined && 'problem' in notice && notice.problem === 'changed_meanwhile';
  const seen = isOutdated ? undefined : form.values.seen;
  const source = sourceOf(which.name, about(which.name));
  const rows = { subject: 1, html: 18, text: 16 };
  const fields = (
    <fieldset class="part code" disabled={!mayChange}>
      <legend class="sr-only">{messageName(t, which.name)}</legend>
      <Field
        t={t}
        form={form}
        name="subject"
        label={t('templates.subject')}
        autocomplete="off"
        maxlength={longest.subject}
        required
      />
      {(['html', 'text'] as const).map((part) => (
        <LongText
          t={t}
          form={form}
          name={part}
          label={t(`templates.${part}`)}
          maxlength={longest[part]}
          rows={rows[part]}
          required
        />
      ))}
    </fieldset>
  );
  if (!mayChange) return <div class="part">{fields}</div>;
  return (
    <form method="post" action={at} class="part" novalidate>
      <input type="hidden" name="seen" value={seen ?? String(standing.version)} />
      {fields}
      {source !== 'nobody' && (
        <Field
          t={t}
          form={form}
          name="of"
          label={t('templates.of')}
          hint={t(`templates.of_${source}`)}
          autocomplete="off"
          maxlength={200}
        />
      )}
      <div class="acts">
        <button class="btn btn-primary" type="submit">
          {t('groups.save')}
        </button>
        <button class="btn btn-plain" type="submit" formaction={`${at}/preview#preview`}>
          {t('pages.preview')}
        </button>
        <button class="btn btn-plain" type="submit" formaction={`${at}/test`}>
          {t('templates.test')}
        </button>
      </div>
    </form>
  );
}
