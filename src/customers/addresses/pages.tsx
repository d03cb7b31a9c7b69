import { Notice, ProblemSummary, Tick } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import type { FormState } from '../../web/forms.ts';
import type { Language, Translate } from '../../web/i18n.ts';
import { mostAddresses, uses, type Address } from './addresses.ts';
import { AddressFields, AddressLines, labelsOf } from './fields.tsx';

/** What just happened to the book, as the address of the page says it. */
export const happenings = ['added', 'changed', 'removed', 'billing', 'delivery'] as const;
type Happening = (typeof happenings)[number];

export type AddressesPageProps = { shell: Shell; book: readonly Address[]; done: Happening | undefined };

export function AddressesPage({ shell: { t, language }, book, done }: AddressesPageProps) {
  return (
    <>
      <h1>{t('addresses.title')}</h1>
      {done && <Notice tone="done">{t(`addresses.done_${done}`)}</Notice>}
      {book.length === 0 && (
        <section class="panel">
          <h2>{t('addresses.empty_title')}</h2>
          <p>{t('addresses.empty')}</p>
        </section>
      )}
      {book.length < mostAddresses ? (
        <a class="btn btn-primary self-start" href="/account/addresses/new">
          {t('addresses.add')}
        </a>
      ) : (
        <p class="quiet">{t('addresses.full', { most: mostAddresses })}</p>
      )}
      {book.length > 0 && (
        <ul class="cards">
          {book.map((address) => (
            <AddressCard t={t} language={language} address={address} />
          ))}
        </ul>
      )}
    </>
  );
}

type AddressCardProps = { t: Translate; language: Language; address: Address };

function AddressCard({ t, language, address }: AddressCardProps) {
  const at = `/account/addresses/${address.id}`;
  const isDefault = { billing: address.isDefaultBilling, delivery: address.isDefaultDelivery };
  const open = uses.filter((use) => !isDefault[use]);
  // Read aloud after each act, so that it is clear which card it belongs to.
  const which = <span class="sr-only">: {[address.name, address.line1].filter(Boolean).join(', ')}</span>;
  return (
    <li class="panel">
      <AddressLines address={address} language={language} />
      {uses
        .filter((use) => !open.includes(use))
        .map((use) => (
          <p class="tag self-start">{t(`addresses.is_default_${use}`)}</p>
        ))}
      <div class="acts">
        <a class="btn btn-plain btn-sm" href={at}>
          {t('addresses.change')}
          {which}
        </a>
        {open.length > 0 && (
          <form method="post" action={`${at}/default`} class="contents">
            {open.map((use) => (
              <button class="btn btn-plain btn-sm" type="submit" name="use" value={use}>
                {t(`addresses.make_default_${use}`)}
                {which}
              </button>
            ))}
          </form>
        )}
      </div>
      <details>
        <summary class="quiet">
          {t('addresses.remove')}
          {which}
        </summary>
        <form method="post" action={`${at}/removal`} class="acts">
          <p>{t('addresses.remove_question')}</p>
          <button class="btn btn-plain btn-sm" type="submit">
            {t('addresses.remove_submit')}
            {which}
          </button>
        </form>
      </details>
    </li>
  );
}

export type AddressPageProps = {
  shell: Shell;
  /** The address to change; null for a new one. */
  id: string | null;
  form: FormState;
  countries: readonly string[];
  /** The country whose fields are shown. */
  country: string;
  /** Whether the book has no room for the address. */
  isFull: boolean;
};

export function AddressPage({ shell: { t, language }, id, form, countries, country, isFull }: AddressPageProps) {
  const ticks = {
    isDefaultBilling: t('addresses.use_billing'),
    isDefaultDelivery: t('addresses.use_delivery'),
  };
  return (
    <>
      <h1>{titleOf(t, id)}</h1>
      {isFull && <Notice tone="refused">{t('addresses.full', { most: mostAddresses })}</Notice>}
      <ProblemSummary t={t} form={form} labels={{ ...labelsOf(t, country), ...ticks }} />
      <form
        method="post"
        action={id ? `/account/addresses/${id}` : '/account/addresses'}
        class="narrow ms-0"
        novalidate
      >
        <AddressFields t={t} language={language} form={form} countries={countries} country={country} />
        <Tick t={t} form={form} name="isDefaultBilling" label={ticks.isDefaultBilling} />
        <Tick t={t} form={form} name="isDefaultDelivery" label={ticks.isDefaultDelivery} />
        <button class="btn btn-primary" type="submit">
          {t('addresses.submit')}
        </button>
        <p>
          <a href="/account/addresses">{t('addresses.back')}</a>
        </p>
      </form>
    </>
  );
}

/** What the page of the form is called: of the address with this id, or of a new one. */
export function titleOf(t: Translate, id: string | null): string {
  return id ? t('addresses.change_title') : t('addresses.add_title');
}
