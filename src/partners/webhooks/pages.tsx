// The pages of webhooks: all of the store's, a new one, one of them, and its secret once.
import { asset } from '../../ui/assets.ts';
import { Choice, ProblemSummary } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import type { FormState } from '../../web/forms.ts';
import { DeliveriesSection, type DeliveriesProps } from './deliveries/pages.tsx';
import { labelsOf, Told, WebhookActs, WebhookFields, WebhookState, type WebhookNotice } from './fields.tsx';
import type { PossiblePartner, ShownWebhook } from './reading.ts';

const here = '/admin/webhooks';

type WebhooksPageProps = { shell: Shell; webhooks: readonly ShownWebhook[]; notice: WebhookNotice };

export function WebhooksPage({ shell, webhooks, notice }: WebhooksPageProps) {
  const { t } = shell;
  return (
    <>
      <div class="headline">
        <h1>{t('webhooks.title')}</h1>
        <a class="btn btn-primary" href={`${here}/new`}>
          {t('webhooks.add')}
        </a>
      </div>
      <Told shell={shell} notice={notice} />
      <p>{t('webhooks.about')}</p>
      {webhooks.length === 0 ? (
        <p role="status">{t('webhooks.none')}</p>
      ) : (
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t('webhooks.url')}</th>
              <th scope="col">{t('webhooks.partner')}</th>
              <th scope="col">{t('webhooks.events')}</th>
              <th scope="col">{t('webhooks.state')}</th>
            </tr>
          </thead>
          <tbody>
            {webhooks.map((webhook) => (
              <tr>
                <td>
                  <a class="underline font-semibold break-all" href={`${here}/${webhook.id}`}>
                    {webhook.url}
                  </a>
                </td>
                <td data-label={t('webhooks.partner')}>
                  <PartnerLink webhook={webhook} />
                </td>
                <td data-label={t('webhooks.events')}>{webhook.events?.join(', ') ?? t('webhooks.every_event')}</td>
                <td data-label={t('webhooks.state')}>
                  <WebhookState shell={shell} webhook={webhook} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

type NewPageProps = { shell: Shell; partners: readonly PossiblePartner[]; form: FormState; formKey: string };

export function NewWebhookPage({ shell, partners, form, formKey }: NewPageProps) {
  const { t } = shell;
  const options = partners.map(({ id, partnerName }) => ({ value: id, label: partnerName }));
  return (
    <div class="narrow ms-0">
      <Crumb shell={shell} />
      <h1>{t('webhooks.add_title')}</h1>
      <ProblemSummary t={t} form={form} labels={labelsOf(shell)} />
      {partners.length === 0 ? (
        <p role="status">{t('webhooks.no_partners')}</p>
      ) : (
        <form method="post" action={`${here}/new`} class="part" novalidate>
          <input type="hidden" name="key" value={formKey} />
          <Choice t={t} form={form} name="partner" label={t('webhooks.partner')} options={options} required />
          <WebhookFields shell={shell} form={form} />
          <button class="btn btn-primary self-start" type="submit">
            {t('webhooks.add')}
          </button>
        </form>
      )}
    </div>
  );
}

/** A secret, the one time that it can be seen. */
export function SecretPage({ shell, id, secret }: { shell: Shell; id: string; secret: string }) {
  const { t } = shell;
  return (
    <div class="narrow ms-0">
      <Crumb shell={shell} />
      <h1>{t('webhooks.secret_title')}</h1>
      <p>{t('webhooks.secret_about')}</p>
      <p>
        <code id="secret" class="break-all">
          {secret}
        </code>{' '}
        <button class="btn btn-plain btn-sm" type="button" hidden data-copy={secret} aria-describedby="secret">
          {t('payment.copy')}
        </button>
      </p>
      <p role="status" class="quiet" id="copied" data-words={t('payment.copied')} />
      <a class="btn btn-primary self-start" href={`${here}/${id}`}>
        {t('webhooks.kept')}
      </a>
      <script type="module" src={asset('copying.js')} />
    </div>
  );
}

type WebhookPageProps = DeliveriesProps & { now: number; notice: WebhookNotice; form: FormState };

export function WebhookPage(props: WebhookPageProps) {
  const { shell, webhook, notice, form } = props;
  const { t } = shell;
  return (
    <>
      <Crumb shell={shell} />
      <h1 class="break-all">
        <bdi>{webhook.url}</bdi>
      </h1>
      <Told shell={shell} notice={notice} />
      <p>
        <PartnerLink webhook={webhook} />
      </p>
      <div>
        <WebhookState shell={shell} webhook={webhook} />
      </div>
      <WebhookActs {...props} />
      <DeliveriesSection {...props} />
      <section class="part">
        <h2>{t('webhooks.change')}</h2>
        <ProblemSummary t={t} form={form} labels={labelsOf(shell)} />
        <form method="post" action={`${here}/${webhook.id}`} class="part" novalidate>
          <WebhookFields shell={shell} form={form} />
          <button class="btn btn-plain self-start" type="submit">
            {t('webhooks.save')}
          </button>
        </form>
      </section>
    </>
  );
}

function PartnerLink({ webhook: { partner, partnerId } }: { webhook: ShownWebhook }) {
  return (
    <a class="underline" href={`/admin/partners/${partnerId}`}>
      <bdi>{partner}</bdi>
    </a>
  );
}

function Crumb({ shell: { t } }: { shell: Shell }) {
  return (
    <p class="crumb">
      <a href={here}>{t('webhooks.title')}</a>
    </p>
  );
}
