import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rootName } from './xml.ts';
import { attributeSpans, childrenOf, find, parseXml, type XmlElement } from './xml-tree.ts';

const TEXT = `<?xml version="1.0"?>\r
<!-- a < b -->\r
<domain type='kvm' a="1 &gt; 0"  b = '"x"'>\r
  <name>über &amp; 𝒩</name>\r
  <empty/><empty x="/"  />\r
  <data><![CDATA[<no tag>]]></data>\r
</domain>\r
`;

function root(text: string): XmlElement {
  const { value, problems } = parseXml(text, 'x.xml');
  expect(problems).toEqual([]);
  return value!;
}

describe('the tree of a document', () => {
  test('has names, decoded values and text', () => {
    const domain = root(TEXT);
    expect(domain.attributes).toEqual(Object.assign(Object.create(null), { type: 'kvm', a: '1 > 0', b: '"x"' }));
    expect(find(domain, 'name')?.text).toBe('über & 𝒩');
    expect(find(domain, 'data')?.text).toBe('<no tag>');
    expect(childrenOf(domain, 'empty')).toHaveLength(2);
    expect(find(domain, 'name', 'missing')).toBeUndefined();
  });

  test('knows where every element begins and ends, to the character', () => {
    const domain = root(TEXT);
    const cut = (element: XmlElement): string => TEXT.slice(element.start, element.end);
    expect(cut(domain)).toBe(TEXT.slice(TEXT.indexOf('<domain'), TEXT.indexOf('</domain>') + 9));
    expect(domain.children.map(cut)).toEqual([
      '<name>über &amp; 𝒩</name>',
      '<empty/>',
      '<empty x="/"  />',
      '<data><![CDATA[<no tag>]]></data>',
    ]);
    const name = find(domain, 'name')!;
    expect(TEXT.slice(name.contentStart, name.contentEnd)).toBe('über &amp; 𝒩');
  });

  test('knows where every attribute stands', () => {
    const spans = attributeSpans(TEXT, root(TEXT));
    expect(spans.map(({ name, start, end }) => [name, TEXT.slice(start, end)])).toEqual([
      ['type', "type='kvm'"],
      ['a', 'a="1 &gt; 0"'],
      ['b', `b = '"x"'`],
    ]);
    expect(spans.map(({ valueStart, valueEnd }) => TEXT.slice(valueStart, valueEnd))).toEqual([
      'kvm',
      '1 &gt; 0',
      '"x"',
    ]);
  });

  test('spans are right whatever stands around them', () => {
    const piece = fc.constantFrom(
      'a',
      '\r',
      '\n',
      '\r\n',
      'ü',
      '𝒩',
      '<!--x-->',
      '&lt;',
      '<?pi x?>',
      '<![CDATA[>]]>',
      '\t',
    );
    fc.assert(
      fc.property(fc.array(piece), fc.array(piece), (before, inside) => {
        const element = `<e a="1">${inside.join('')}</e>`;
        const text = `\uFEFF<r>${before.join('')}${element}</r>`;
        const found = find(root(text), 'e')!;
        expect(text.slice(found.start, found.end)).toBe(element);
        expect(text.slice(found.contentStart, found.contentEnd)).toBe(inside.join(''));
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});

describe('faults', () => {
  test.each([
    ['<a>\n <b>\n</a>', 3, 'end tag'],
    ['<a>\n', 2, '"a" is not closed'],
    ['<a>\n<b', 2, 'inside a tag'],
    ['<a/>\n<b/>', 2, 'one root'],
    ['<a/>\ntext', 2, 'outside the root'],
    ['<a x="1" x="2"/>', 1, 'given twice'],
    ['<a>\n&b;</a>', 2, 'Entities'],
    ['<!DOCTYPE a [\n<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', 2, 'Entity definitions'],
    [`<a>\n${'<b>'.repeat(300)}`, 2, 'too deep'],
  ])('%j is refused in line %i: %s', (text, line, message) => {
    const { value, problems } = parseXml(text, 'x.xml');
    expect(value).toBeUndefined();
    expect(problems).toMatchObject([
      { severity: 'error', file: 'x.xml', line, message: expect.stringContaining(message) },
    ]);
  });
});

describe('the name of the root', () => {
  test.each([
    ['<a/>', 'a'],
    ['\uFEFF\n<?xml version="1.0"?><!-- <b> --><!DOCTYPE c SYSTEM "c.dtd">\n<c x="1">', 'c'],
    ['<!DOCTYPE l [<!ENTITY a "<x>">\n]><l>', 'l'],
    ['<!doctype html><html>', 'html'],
    ['text <a>', undefined],
    ['', undefined],
  ])('of %j is %s', (text, name) => expect(rootName(text)).toBe(name));
});
