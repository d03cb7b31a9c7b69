// The fields of an address as its country has them: the order, the names, what must be filled in.
import type { Child } from 'hono/jsx';
import { Choice, Field } from '../../ui/fields.tsx';
import type { FormState } from '../../web/forms.ts';
import type { Language, Translate } from '../../web/i18n.ts';
import { longestPhone } from '../phones.ts';
import { choicesOf, countryName } from './countries.ts';
import { formatOf, hasDigitsOnly, linesOf, longestOf, type AddressField, type PostalAddress } from './formats.ts';
import { cityNames, nameIn, postalCodeNames, regionNames } from './labels.ts';

type AddressFieldsProps = {
  t: Translate;
  language: Language;
  /** What was typed; its country is the one whose fields are shown. */
  form: FormState;
  countries: readonly string[];
  country: string;
  /** Fields that the form asks for elsewhere. */
  without?: readonly (AddressField | 'phone')[];
  /** Whether there need be no address at all: then no field is marked, the form says so in words. */
  isOptional?: boolean;
  /** What the names of the fields begin with, where a form has more than one address; and what browsers take it for. */
  prefix?: string;
  section?: 'shipping' | 'billing';
};

/** Fields that are short enough to stand side by side. */
const ofTown: readonly AddressField[] = ['postalCode', 'city', 'region'];

/** What browsers and password managers fill in. Source: HTML, "Autofill", the names of address fields. */
const autocomplete: Record<AddressField, string> = {
  name: 'name',
  company: 'organization',
  line1: 'address-line1',
  line2: 'address-line2',
  postalCode: 'postal-code',
  city: 'address-level2',
  region: 'address-level1',
};

/**
 * The country first, since the other fields follow it; a button shows them for another one without saving anything. The
 * form that holds these fields sees the button as `step=country`.
 */
export function AddressFields(props: AddressFieldsProps) {
  const { t, language, form, countries, country, without = [], isOptional = false, prefix = '' } = props;
  const filledIn = (what: string) => (props.section ? `${props.section} ${what}` : what);
  const labels = labelsOf(t, country);
  return (
    <>
      {/* The Enter key presses a form's first button: it must send the form, not change the country. */}
      <button class="sr-only" type="submit" tabindex={-1} aria-hidden="true">
        {t('addresses.submit')}
      </button>
      <Choice
        t={t}
        form={form}
        name={`${prefix}country`}
        label={labels.country}
        autocomplete={filledIn('country')}
        options={choicesOf(countries, language)}
        value={country}
        required
        below={
          countries.length > 1 && (
            <button class="btn btn-plain btn-sm self-start" type="submit" name="step" value="country">
              {t('addresses.use_country')}
            </button>
          )
        }
      />
      <div class="address-fields">
        {formatOf(country)
          .fields.filter((name) => !without.includes(name))
          .map((name) => (
            <div class={ofTown.includes(name) ? 'half' : undefined}>
              <AddressPart
                {...{ t, form, country, name, label: labels[name], isOptional, prefix }}
                autocomplete={filledIn(autocomplete[name])}
              />
            </div>
          ))}
      </div>
      {!without.includes('phone') && (
        <Field
          t={t}
          form={form}
          name={`${prefix}phone`}
          type="tel"
          inputmode="tel"
          label={labels.phone}
          autocomplete={filledIn('tel')}
          enterkeyhint="done"
          maxlength={longestPhone}
          isMarked={!isOptional}
        />
      )}
    </>
  );
}

type AddressLinesProps = {
  address: PostalAddress & { phone: string };
  language: Language;
  /** What stands above it. */
  children?: Child;
};

/** An address as it stands on a letter, with its country and phone. */
export function AddressLines({ address, language, children }: AddressLinesProps) {
  const lines = [...linesOf(address), countryName(address.country, language), address.phone].filter(Boolean);
  return (
    <p class="postal">
      {children}
      {lines.map((line) => (
        <bdi>{line}</bdi>
      ))}
    </p>
  );
}

type AddressPartProps = {
  t: Translate;
  form: FormState;
  country: string;
  name: AddressField;
  label: string;
  isOptional: boolean;
  prefix: string;
  autocomplete: string;
};

function AddressPart({ t, form, country, name, label, isOptional, prefix, autocomplete: filled }: AddressPartProps) {
  const { required: needed, regions } = formatOf(country);
  const required = needed.includes(name) && !isOptional;
  const field = { t, form, name: `${prefix}${name}`, label, required, isMarked: !isOptional, autocomplete: filled };
  if (name === 'region' && regions.length > 0) {
    return <Choice {...field} options={[{ value: '', label: t('addresses.choose') }, ...regions]} value="" />;
  }
  const isNumeric = name === 'postalCode' && hasDigitsOnly(country);
  return (
    <Field {...field} inputmode={isNumeric ? 'numeric' : 'text'} enterkeyhint="next" maxlength={longestOf(name)} />
  );
}

/** The names of the fields as the country calls them, in the order of the form. */
export function labelsOf(t: Translate, country: string): Record<AddressField | 'country' | 'phone', string> {
  const fields = {
    name: t('address_fields.name'),
    company: t('fields.company'),
    line1: t('address_fields.line1'),
    line2: t('address_fields.line2'),
    postalCode: t(`address_fields.code_${nameIn(postalCodeNames, country) ?? 'postal_code'}`),
    city: t(`address_fields.city_${nameIn(cityNames, country) ?? 'town'}`),
    region: t(`address_fields.region_${nameIn(regionNames, country) ?? 'province'}`),
  };
  const order = formatOf(country).fields.map((name) => [name, fields[name]] as const);
  return { country: t('address_fields.country'), ...Object.fromEntries(order), ...fields, phone: t('fields.phone') };
}
