import { Field, Notice, ProblemSummary } from '../../ui/fields.tsx';
import { moments } from '../../ui/dates.ts';
import type { Shell } from '../../ui/layout.tsx';
import { QrCode } from '../../ui/qr.tsx';
import type { FormState } from '../../web/forms.ts';
import { secondStepPath } from '../roles.ts';

export type StepNotice = 'done_removed' | 'problem_changed';

type StepProps = { shell: Shell; form: FormState; next: string };

/** The field for a code. What was typed is not shown again: another code is asked for by then. */
function CodeField({ shell: { t }, form, label }: Pick<StepProps, 'shell' | 'form'> & { label: string }) {
  const isRecovery = label === t('second_step.recovery_code');
  return (
    <Field
      t={t}
      form={{ ...form, values: {} }}
      name="code"
      label={label}
      autocomplete={isRecovery ? 'off' : 'one-time-code'}
      inputmode={isRecovery ? 'text' : 'numeric'}
      enterkeyhint="go"
      maxlength={40}
      required
    />
  );
}

/** The code that is asked for between the password and everything else. */
export function AskPage({ shell, form, next, isRecovery }: StepProps & { isRecovery: boolean }) {
  const { t, store } = shell;
  const label = t(isRecovery ? 'second_step.recovery_code' : 'second_step.code');
  const other = new URLSearchParams({ ...(isRecovery ? {} : { recovery: '' }), next }).toString();
  return (
    <div class="narrow">
      <h1>{t('second_step.title')}</h1>
      <ProblemSummary t={t} form={form} labels={{ code: label }} />
      <p>{isRecovery ? t('second_step.ask_recovery') : t('second_step.ask', { store: store.name })}</p>
      <form method="post" action={secondStepPath} class="narrow" novalidate>
        <input type="hidden" name="next" value={next} />
        <CodeField shell={shell} form={form} label={label} />
        <button class="btn btn-primary" type="submit">
          {t('second_step.submit')}
        </button>
      </form>
      <p>
        <a href={`${secondStepPath}?${other}`}>{t(isRecovery ? 'second_step.use_app' : 'second_step.use_recovery')}</a>
      </p>
      {isRecovery && <p class="quiet">{t('second_step.lost')}</p>}
    </div>
  );
}

type OwnProps = StepProps & {
  isRequired: boolean;
  /** Where the password is asked for first; null where it was said lately. */
  proof: string | null;
  notice: StepNotice | undefined;
};

/** At its edge where there is a navigation, else in the middle of the page, as whoever is confined sees it. */
function besideNavigation({ who }: Shell): string {
  return who?.confinedTo ? 'narrow' : 'narrow ms-0';
}

function Told({ t, notice }: { t: Shell['t']; notice: StepNotice | undefined }) {
  if (!notice) return null;
  return <Notice tone={notice === 'done_removed' ? 'done' : 'refused'}>{t(`second_step.${notice}`)}</Notice>;
}

/** What somebody without a second step sets one up with: the secret, and the address that hands it to an app. */
type Offer = { secret: string; address: string };

export function SetUpPage(props: OwnProps & { offer: Offer | null }) {
  const { shell, form, next, isRequired, proof, notice, offer } = props;
  const { t } = shell;
  return (
    <div class={besideNavigation(shell)}>
      <h1>{t('second_step.title')}</h1>
      <Told t={t} notice={notice} />
      <ProblemSummary t={t} form={form} labels={{ code: t('second_step.code') }} />
      <p>{t('second_step.explanation')}</p>
      {isRequired && <p>{t('second_step.required')}</p>}
      {offer && (
        <>
          <p>{t('second_step.scan')}</p>
          <QrCode text={offer.address} label={t('second_step.qr')} />
          <p>
            <span class="quiet">{t('second_step.key')}</span>
            <br />
            <span class="font-mono" id="key">
              {offer.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}
            </span>
          </p>
          <p>
            <a href={offer.address}>{t('second_step.open_app')}</a>
          </p>
          <form method="post" action={secondStepPath} class="narrow ms-0" novalidate>
            <input type="hidden" name="next" value={next} />
            <p>{t('second_step.enter')}</p>
            <CodeField shell={shell} form={form} label={t('second_step.code')} />
            <button class="btn btn-primary" type="submit">
              {t('second_step.turn_on')}
            </button>
          </form>
        </>
      )}
      {proof !== null && <ProofLink label={t('second_step.begin')} to={proof} />}
    </div>
  );
}

function ProofLink({ label, to }: { label: string; to: string }) {
  return (
    <a class="btn btn-primary self-start" href={to}>
      {label}
    </a>
  );
}

type StandingProps = OwnProps & { since: number; codesLeft: number };

/** What somebody has, with what they may do about it. */
export function StandingPage(props: StandingProps) {
  const { shell, form, since, codesLeft, isRequired, proof, notice } = props;
  const { t, language, store } = shell;
  const label = t('second_step.code');
  return (
    <div class={besideNavigation(shell)}>
      <h1>{t('second_step.title')}</h1>
      <Told t={t} notice={notice} />
      <ProblemSummary t={t} form={form} labels={{ code: label }} />
      <p>
        {t('second_step.on_since', { time: moments(language, store.timeZone)(since) })}.{' '}
        {t('second_step.codes_left', { count: codesLeft })}
      </p>
      {isRequired && <p>{t('second_step.required')}</p>}
      {proof === null ? (
        <form method="post" action={`${secondStepPath}/recovery-codes`} class="narrow ms-0" novalidate>
          <p>{t('second_step.change_ask')}</p>
          <CodeField shell={shell} form={form} label={label} />
          <div class="acts">
            <button class="btn btn-primary" type="submit">
              {t('second_step.renew')}
            </button>
            {!isRequired && (
              <button class="btn btn-danger" type="submit" formaction={`${secondStepPath}/removal`}>
                {t('second_step.turn_off')}
              </button>
            )}
          </div>
        </form>
      ) : (
        <ProofLink label={t('second_step.change')} to={proof} />
      )}
    </div>
  );
}

/** The recovery codes, the one time that they can be seen. */
export function CodesPage({ shell, codes, next }: { shell: Shell; codes: readonly string[]; next: string }) {
  const { t } = shell;
  return (
    <div class={besideNavigation(shell)}>
      <h1>{t('second_step.codes_title')}</h1>
      <p>{t('second_step.codes')}</p>
      <ul class="panel font-mono" id="codes">
        {codes.map((code) => (
          <li>{code}</li>
        ))}
      </ul>
      <a class="btn btn-primary self-start" href={next}>
        {t('second_step.kept')}
      </a>
    </div>
  );
}
