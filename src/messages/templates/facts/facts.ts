// The shape of what is known about a message: typed after what the message is filled in with, so that nothing of it is left out.
import type { MessageName, Messages } from '../../outbox.ts';

/** What values mean, by the key of their words. */
export type Word =
  | ('name' | 'email' | 'hours' | 'minutes' | 'days' | 'stores' | 'device' | 'place' | 'time')
  | ('order_number' | 'order_id' | 'line_name' | 'line_quantity' | 'line_amount' | 'shipping_name' | 'shipping_amount')
  | ('points' | 'total' | 'tax' | 'due' | 'by' | 'may_register' | 'event' | 'amount' | 'carrier' | 'parcel_code')
  | ('status' | 'status_text' | 'note' | 'owed' | 'back' | 'why' | 'order_text')
  | ('parcel_link' | 'invoice_number' | 'quotation_id' | 'quotation_number' | 'until' | 'product' | 'form' | 'form_id')
  | ('webhook_id' | 'webhook_host' | 'webhook_why' | 'partner')
  | ('inviter' | 'store_name' | 'store_origin' | 'store_address' | 'is_on_record' | 'token' | 'password');

/** The names that lead to each value: `total`, `shipping.name`, `lines[].name`. */
type PathsOf<Data, Before extends string = ''> = {
  [Key in keyof Data & string]: Data[Key] extends string | number | boolean
    ? `${Before}${Key}`
    : Data[Key] extends readonly (infer One)[]
      ? PathsOf<One, `${Before}${Key}[].`>
      : PathsOf<Data[Key], `${Before}${Key}.`>;
}[keyof Data & string];

export type Facts<Name extends MessageName = MessageName> = {
  variables: Record<PathsOf<Messages[Name]>, Word>;
  /** Where the link leads that its secret is for, up to the secret. */
  link?: string;
  /** Whether it says a password. */
  hasPassword?: boolean;
};

/** Facts about some of the messages. */
export type FactsOf<Names extends MessageName> = { [Name in Names]: Facts<Name> };
