// What a script says, in the language of the page: a page that is not Korean brings the translations with it.

const block = document.getElementById("script-words");
const translations = block ? JSON.parse(block.textContent) : {};

/** A Korean text in the language of the page, with its {names} replaced by the values. */
export function word(text, values = {}) {
  return Object.entries(values).reduce((said, [name, value]) => said.replaceAll(`{${name}}`, value), translations[text] ?? text);
}
