// What a shop decides about its customer accounts. Every policy has a default; a store saves only what it changes.
// Reading goes through the schema, so a policy that is added later has its default in every store at once.
import * as z from 'zod';
import { languages } from '../web/i18n.ts';

export const demands = ['off', 'optional', 'required'] as const;

const demand = z.enum(demands);

/** Whether a field is asked for, and whether it must be filled in. */
export type Demand = z.output<typeof demand>;

export const documentTypes = ['quotation', 'order', 'invoice', 'credit_note', 'delivery_note'] as const;

export const overviewBlocks = ['figures', 'latest_order', 'unrated_products', 'addresses'] as const;

/** A text of the shop's own, by language; what is missing is shown in the store's first. */
const words = z.partialRecord(z.enum(languages), z.string().min(1).max(300));

const key = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);

export const ownFieldTypes = ['text', 'number', 'choice', 'date', 'checkbox'] as const;

/** A field that the shop adds to the registration and the profile. Its key never changes, so answers stay readable. */
const ownField = z
  .object({
    key,
    type: z.enum(ownFieldTypes),
    demand,
    label: words,
    /** What there is to choose from, for a choice. */
    choices: z
      .array(z.object({ value: key, label: words }))
      .max(100)
      .default([]),
  })
  .refine((field) => field.type !== 'choice' || field.choices.length > 0);

export type OwnField = z.output<typeof ownField>;

/** How a number is written. No figures of its own, so that two formats never write the same number. */
export const numberFormat = z
  .string()
  .max(40)
  .regex(/^[^\d{}]*(\{year\}[^\d{}]*)?\{number\}[^\d{}]*$/);

const colour = z.string().regex(/^#[0-9a-f]{6}$/);
const country = z.string().regex(/^[A-Z]{2}$/);

/** Hundredths of a percent: 2300 is 23 %. */
const rate = z.int().min(0).max(10_000);

/** What a country takes, by the tax class of what is sold; zero is zero everywhere. */
const taxRates = z.object({ standard: rate, reduced: rate.optional(), super_reduced: rate.optional() });

/** A way in which the shop sends what was ordered. The price includes tax at the standard rate. */
const deliveryMethod = z.object({
  key,
  name: words,
  priceMinor: z.int().min(0).max(100_000_000),
  /** From which amount of goods on it costs nothing; null where it always costs the same. */
  freeFromMinor: z.int().min(0).nullable().default(null),
  /** To which countries; null to all of the store's. */
  countries: z.array(country).nullable().default(null),
});

export type DeliveryMethod = z.output<typeof deliveryMethod>;

export const paymentMethods = ['bank_transfer', 'cash_on_delivery'] as const;

export const policiesSchema = z.object({
  registration: z.enum(['open', 'invitation']).default('open'),
  activation: z.enum(['email', 'admin']).default('email'),
  passwordAtRegistration: z.enum(['chosen', 'generated']).default('chosen'),
  forgottenPassword: z.enum(['link', 'generated']).default('link'),
  /** The least number of characters of a password. Source: OWASP ASVS 5.0.0, 6.2.1 and 6.2.9. */
  passwordMinimum: z.int().min(8).max(64).default(12),
  registrationFields: z
    .object({
      name: demand.default('required'),
      phone: demand.default('off'),
      company: demand.default('off'),
      vatId: demand.default('off'),
      birthDate: demand.default('off'),
      billingAddress: demand.default('off'),
      newsletter: demand.default('off'),
    })
    .prefault({}),
  ownFields: z
    .array(ownField)
    .max(30)
    .refine((fields) => new Set(fields.map((field) => field.key)).size === fields.length)
    .default([]),
  /** Days after which a registration that was never activated is removed; null keeps it. */
  removeUnactivatedAfterDays: z.int().min(1).max(365).nullable().default(30),
  checkout: z.enum(['optional', 'guest_only', 'account_required']).default('optional'),
  shopAccess: z.enum(['everyone', 'prices_for_customers', 'customers_only']).default('everyone'),
  delivery: z.array(deliveryMethod).max(30).default([]),
  /** How orders of the checkout are paid; a transfer only where there is a bank account. */
  payment: z.array(z.enum(paymentMethods)).default([...paymentMethods]),
  /** Whose parcels the shop sends, by key; null for all that are known. */
  carriers: z.array(key).max(30).nullable().default(null),
  tax: z
    .object({
      /** Where the shop pays its tax; null where its prices have none in them. */
      country: country.nullable().default(null),
      vatId: z.string().max(20).default(''),
      /** By country of delivery. Where a country has none, those of the shop's own count. */
      rates: z.record(country, taxRates).default({}),
    })
    .prefault({}),
  documentsShown: z.array(z.enum(documentTypes)).default([...documentTypes]),
  accountPage: z
    .array(
      z.union([
        z.object({ block: z.enum(overviewBlocks) }),
        z.object({
          markdown: z.record(z.string(), z.string().max(20_000)),
          /** For customers of these groups only; null for everybody. */
          groupIds: z.array(z.string()).nullable().default(null),
        }),
      ]),
    )
    .default(overviewBlocks.map((block) => ({ block }))),
  orderHistory: z.enum(['store', 'pool']).default('store'),
  loyalty: z
    .object({
      pointsPerUnit: z.int().min(0).max(1000).default(0),
      pointWorthMinor: z.int().min(0).max(100_000).default(1),
      countsAfterDays: z.int().min(0).max(365).default(14),
      livesDays: z.int().min(1).max(3650).default(365),
      pointsForReview: z.int().min(0).max(10_000).default(0),
    })
    .prefault({}),
  email: z
    .object({
      senderName: z.string().max(100).nullable().default(null),
      senderAddress: z.email().default('shop@example.com'),
      ownerAddresses: z.array(z.email()).max(20).default([]),
    })
    .prefault({}),
  shop: z
    .object({
      /** The postal address that stands under every message. */
      address: z.string().max(300).default(''),
      countries: z.array(country).default([]),
      brandColour: colour.default('#1f4e79'),
      /** The picture by its address under /pictures, and how large it is, in pixels. */
      logo: z
        .object({ picture: z.string(), width: z.int().min(1), height: z.int().min(1) })
        .nullable()
        .default(null),
      bankAccount: z.object({ iban: z.string(), bic: z.string(), holder: z.string() }).nullable().default(null),
      orderNumberFormat: numberFormat.default('{year}-{number}'),
      /** Of papers that are numbered otherwise than orders. */
      paperNumberFormats: z.partialRecord(z.enum(documentTypes), numberFormat).default({}),
    })
    .prefault({}),
  staff: z
    .object({
      /** Whether everybody of the staff signs in with a second step, or whoever wants to. */
      secondStep: z.enum(['optional', 'required']).default('optional'),
    })
    .prefault({}),
});

export type Policies = z.output<typeof policiesSchema>;
/** What a store saves: the policies that differ from the defaults. */
export type PolicyChanges = z.input<typeof policiesSchema>;
