const address = /[a-z][a-z\d+.-]*:\/\/(?:[^\s/?#@]*@)?([^\s/?#"'<>]*)[^\s"'<>]*/gi;

/** A foreign sentence on one line, at most 200 characters, with every address cut to its host. */
export function plainText(text: string): string {
  return text
    .slice(0, 1000)
    .replaceAll(address, '$1')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 200);
}
