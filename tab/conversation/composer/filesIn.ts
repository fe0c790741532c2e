/** Of copied words an office program brings a picture, too: then the words are meant. */
export function filesIn(pasted: DataTransfer): File[] {
  const files = [...pasted.files];
  const words = files.length > 0 ? pasted.getData('text/plain') : '';
  return words === '' || files.some(({ name }) => words.includes(name)) ? files : [];
}
