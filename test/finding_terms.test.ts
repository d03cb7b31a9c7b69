// The words of a customer, and what somebody types to find them.
import { describe, expect, it } from 'vitest';
import { longestTerm, readingsOf, termsIn, wordsLookedFor } from '../src/customers/finding/terms.ts';

const termsOf = (details: Parameters<typeof readingsOf>[0]) => termsIn(readingsOf(details));

describe('the words of a customer', () => {
  it.each<[Parameters<typeof termsOf>[0], string[]]>([
    [{ name: 'Grace Hopper' }, ['grace', 'hopper']],
    [{ name: 'Božena  Němcová' }, ['bozena', 'nemcova']],
    [{ name: 'Łukasz Groß, Øystein Đoković' }, ['dokovic', 'gross', 'lukasz', 'oystein']],
    [{ company: 'Œuvre Æther' }, ['aether', 'oeuvre']],
    [{ name: 'Siobhán O’Brien-Smith' }, ['brien', "o'brien-smith", 'obriensmith', 'siobhan', 'smith']],
    [{ name: 'Müller (Inhaber) "Max"' }, ['inhaber', 'max', 'muller']],
    [{ name: 'Dvořák', company: 'Dvořák a syn, s.r.o.' }, ['a', 'dvorak', 's.r.o', 'syn']],
    [{ name: '山田 太郎' }, ['太郎', '山田']],
    [{ name: '---' }, []],
    [{}, []],
  ])('%j: %j', (details, terms) => {
    expect(termsOf(details).toSorted()).toEqual(terms.toSorted());
  });

  it.each([
    ['grace.hopper@example.com', ['example.com', 'grace.hopper@example.com', 'hopper']],
    ['Ada+shop_2@mail.harbour-goods.co.uk', ['2', 'ada+shop_2@mail.harbour-goods.co.uk', 'co', 'goods', 'harbour']],
    ['NĚMCOVÁ@PŘÍSTAV.example', ['nemcova@pristav.example', 'pristav.example']],
  ])('of the address %s', (email, terms) => {
    expect(termsOf({ email })).toEqual(expect.arrayContaining(terms));
    expect(termsOf({ email })).not.toContain('com');
  });

  it.each([
    ['+420 601 123 456', ['0601123456', '420601123456', '601123456']],
    ['+49 30 1234567', ['0301234567', '301234567', '49301234567']],
    ['12 34', ['1234']],
  ])('of the phone number %s', (phone, terms) => {
    expect(termsOf({ phone })).toEqual(terms);
  });

  it.each([
    ['DE136695976', ['136695976', 'de136695976']],
    ['ATU13585627', ['13585627', 'atu13585627']],
  ])('of the VAT ID %s', (vatId, terms) => {
    expect(termsOf({ vatId })).toEqual(terms);
  });

  it('leave out what another one begins with, from whichever field', () => {
    expect(termsOf({ name: 'Grace Hop', company: 'Hopper', email: 'grace@hopper.example' })).toEqual([
      'grace@hopper.example',
      'hopper.example',
    ]);
  });

  it('are cut, whole characters only', () => {
    const [term = ''] = termsOf({ name: '𐐨'.repeat(100) });

    expect([...term]).toHaveLength(longestTerm);
    expect(wordsLookedFor('𐐨'.repeat(100))).toEqual([term]);
  });
});

describe('what somebody looks for', () => {
  it.each([
    ['Němc', ['nemc']],
    ['  jan   Novák ', ['novak', 'jan']],
    ['novák, jan', ['novak', 'jan']],
    ['grace.hopper@', ['grace.hopper@']],
    ['@example.com', ['example.com']],
    ['"Hopper"', ['hopper']],
    ['ha harbour', ['harbour']],
    ['+420 601 123', ['420601123']],
    ['00420601123', ['420601123']],
    ['601 123 456', ['601123456']],
    ['(030) 123-45/67', ['0301234567']],
    ['novák 601123456', ['601123456', 'novak']],
    ['novák +420601123456', ['420601123456', 'novak']],
    ['7', ['7']],
    ['%', []],
    ['- . ,', []],
    ['', []],
  ])('%j: %j', (text, words) => {
    expect(wordsLookedFor(text)).toEqual(words);
  });
});
