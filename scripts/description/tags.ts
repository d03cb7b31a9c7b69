// What the endpoints are about, in the order of the description.

/** Each tag of an endpoint, with what is found there. */
export const tags: Readonly<Record<string, string>> = {
  Customers:
    'People whom the store knows: with an account, or as contacts without one. A customer is found by our id, by yours or by e-mail.',
  Addresses: 'The address book of a customer, from which orders copy.',
  Groups: 'Customers on the same terms: a discount, prices of their own, products that nobody else sees.',
  Products: 'What the store sells.',
  Prices: 'What a customer sees of a product and at which price, and why: which list or discount decided.',
  'Price lists': 'Prices for some customers, in the order in which the lists count.',
  Orders:
    'What was bought, here or at your till. You put an order by your own id, as often as you like, and say what happened to it: paid, shipped, delivered, cancelled, given back.',
  Documents:
    'Invoices, receipts, credit notes and other papers: what they are, and their PDFs. A paper that was issued never changes.',
  Points:
    'What a customer has earned, has spent and may spend: a ledger to which entries are added, and none is changed.',
  Discussions: 'Questions of customers about products, and the shop’s answers.',
  Webhooks: 'The addresses at which you are told what happens, and what was sent there.',
};
