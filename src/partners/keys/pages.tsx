// The pages on which staff make keys, put others in their place, and see them once.
import type { Staff } from '../../staff/roles.ts';
import { asset } from '../../ui/assets.ts';
import { Choice, ProblemSummary } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { Radios } from '../../ui/radios.tsx';
import type { FormState } from '../../web/forms.ts';
import type { Partner } from '../partners.ts';
import { scopesFor } from '../scopes.ts';
import { handedOn } from './acts.ts';
import { ScopeBoxes, scopeLabels, scopesInWords } from './fields.tsx';
import { lives, overlaps } from './input.ts';
import type { Key } from './keys.ts';

type MakingPageProps = {
  shell: Shell;
  who: Staff;
  partner: Pick<Partner, 'id' | 'name'>;
  /** What makes one key of the form. */
  formKey: string;
  form: FormState;
};

export function MakingPage({ shell, who, partner, formKey, form }: MakingPageProps) {
  const { t } = shell;
  const scopes = scopesFor(who.role);
  const labels = { ...scopeLabels(t, scopes), life: t('partners.life') };
  const options = lives.map((value) => ({
    value,
    label: value === 'never' ? t('partners.no_end') : t('partners.days', { count: Number(value) }),
  }));
  return (
    <div class="narrow ms-0">
      <BackTo partner={partner} />
      <h1>{t('partners.make_title')}</h1>
      <p>{t('partners.make_about')}</p>
      <ProblemSummary t={t} form={form} labels={labels} />
      <form method="post" action={`/admin/partners/${partner.id}/keys/new`} class="part" novalidate>
        <input type="hidden" name="key" value={formKey} />
        <ScopeBoxes t={t} form={form} scopes={scopes} />
        <Choice
          t={t}
          form={form}
          name="life"
          label={labels.life}
          hint={t('partners.life_hint')}
          options={options}
          value="365"
          required
        />
        <button class="btn btn-primary self-start" type="submit">
          {t('partners.make')}
        </button>
      </form>
    </div>
  );
}

type ReplacingPageProps = { shell: Shell; who: Staff; before: Key; formKey: string; form: FormState };

export function ReplacingPage({ shell, who, before, formKey, form }: ReplacingPageProps) {
  const { t } = shell;
  const partner = { id: before.partnerId, name: before.partnerName };
  const label = t('partners.overlap');
  const options = overlaps.map((value) => ({
    value,
    label: t(`partners.overlap_${value}`),
  }));
  return (
    <div class="narrow ms-0">
      <BackTo partner={partner} />
      <h1>{t('partners.replace_title', { key: before.prefix })}</h1>
      <p>{t('partners.replace_about')}</p>
      <p>
        <span class="quiet">{t('partners.new_scopes')}</span>
        <br />
        {scopesInWords(t, handedOn(who.role, before))}
      </p>
      <ProblemSummary t={t} form={form} labels={{ overlap: label }} />
      <form method="post" action={`/admin/partners/keys/${before.id}/replacement`} class="part" novalidate>
        <input type="hidden" name="key" value={formKey} />
        <Radios
          t={t}
          form={form}
          name="overlap"
          label={label}
          hint={t('partners.overlap_hint')}
          options={options}
          required
        />
        <button class="btn btn-primary self-start" type="submit">
          {t('partners.replace_submit')}
        </button>
      </form>
    </div>
  );
}

/** A key, the one time that it can be seen. */
export function KeyPage({
  shell: { t },
  partner,
  value,
}: {
  shell: Shell;
  partner: MakingPageProps['partner'];
  value: string;
}) {
  return (
    <div class="narrow ms-0">
      <BackTo partner={partner} />
      <h1>{t('partners.made_title')}</h1>
      <p>{t('partners.made_about')}</p>
      <p class="panel">
        <code id="key" class="break-all">
          {value}
        </code>
        <button class="btn btn-plain btn-sm self-start" type="button" hidden data-copy={value} aria-describedby="key">
          {t('payment.copy')}
        </button>
      </p>
      <p role="status" class="quiet" id="copied" data-words={t('payment.copied')} />
      <a class="btn btn-primary self-start" href={`/admin/partners/${partner.id}`}>
        {t('partners.kept')}
      </a>
      <script type="module" src={asset('copying.js')} />
    </div>
  );
}

function BackTo({ partner: { id, name } }: { partner: MakingPageProps['partner'] }) {
  return (
    <p class="crumb">
      <a href={`/admin/partners/${id}`}>{name}</a>
    </p>
  );
}
