/** A word for a POSIX shell: as it is where that is safe, else in single quotes, which nothing gets out of. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_./:@%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Text in a comment: one line, nothing invisible. */
export function commentText(text: string): string {
  const visible = text.replaceAll(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return visible.slice(0, 200);
}

/** A string of an xl configuration; backslash escapes for what would end it. */
export function xlString(text: string): string {
  const escaped = text.replaceAll(/["\\]|[^\P{Cc}\u0080-\u009F]/gu, (char) => {
    if (char === '"' || char === '\\') return `\\${char}`;
    return `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `"${escaped}"`;
}

const XML_ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text or attribute value for XML 1.0; characters that XML cannot hold are left out. */
export function xmlText(text: string): string {
  return text
    .replaceAll(/[^\P{Cc}\n\r\t\u007F-\u009F]|[\uFFFE\uFFFF]/gu, '')
    .replaceAll(/[&<>"']/g, (char) => XML_ESCAPES[char]!)
    .replaceAll(/[\n\r\t]/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** A value of a QEMU option: commas doubled. */
export function qemuValue(text: string): string {
  return text.replaceAll(',', ',,');
}
