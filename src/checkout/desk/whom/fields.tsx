// Whom an order or an offer is for: a customer on record, or a new person.
import { EmailField } from '../../../credentials/fields.tsx';
import { Choice, Tick } from '../../../ui/fields.tsx';
import { languageChoices, type Shell } from '../../../ui/layout.tsx';
import type { Seen } from '../composing.ts';
import type { Kind } from '../input.ts';
import type { MakingPageProps } from '../pages.tsx';

type CustomerProps = { shell: Shell; kind: Kind; customer: NonNullable<Seen['customer']> };

export function Customer({ shell: { t }, kind, customer }: CustomerProps) {
  const { customerId, name, company, email, status } = customer;
  return (
    <section class="panel">
      <h2>{t('customers.customer')}</h2>
      <input type="hidden" name="customer" value={customerId} />
      <p>
        <a class="name" href={`/admin/customers/${customerId}`}>
          <bdi>{name || company || email}</bdi>
        </a>
        {name !== '' && company !== '' && (
          <>
            {' · '}
            <bdi>{company}</bdi>
          </>
        )}{' '}
        <span class={`tag tag-${status}`}>{t(`customers.${status}`)}</span>
        <br />
        <span class="quiet">
          <bdi>{email}</bdi>
        </span>
      </p>
      {status === 'pending' && <p class="quiet">{t('making.pending')}</p>}
      <p>
        <a class="underline" href={`/admin/orders/new?kind=${kind}`}>
          {t('making.another')}
        </a>
      </p>
    </section>
  );
}

/** Who they are; their name, company and phone are those of the address. */
export function NewPerson({ shell, form, kind, seen: { known } }: MakingPageProps) {
  const { t } = shell;
  const isKnown = form.problems.email === 'email_known' && known;
  return (
    <fieldset class="part">
      <legend>{t('making.new_person')}</legend>
      <p class="quiet">
        {t('making.new_person_hint')}{' '}
        <a class="underline" href={`/admin/orders/new?kind=${kind}`}>
          {t('making.another')}
        </a>
      </p>
      <EmailField t={t} form={form} autocomplete="off" />
      {isKnown && (
        <button class="btn btn-plain self-start" type="submit" name="step" value={`customer:${known.id}`}>
          {t('making.take_known', { name: known.name || known.email })}
        </button>
      )}
      <Choice
        t={t}
        form={form}
        name="language"
        label={t('fields.language')}
        options={languageChoices(shell)}
        required
      />
      <Tick t={t} form={form} name="isInvited" label={t('making.is_invited')} hint={t('making.is_invited_hint')} />
    </fieldset>
  );
}
