export type Locale = 'en' | 'zh';

/** A sentence for people, in each language we speak. Codes, not sentences, are what programs read. */
export type Message = Readonly<Record<Locale, string>>;

/** The language the caller asked for by Accept-Language: Chinese when it comes before English, else English. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = Number(
        parameters
          .find((text) => text.trim().startsWith('q='))
          ?.trim()
          .slice(2) ?? 1,
      );
      return { language: tag.split('-')[0] ?? '', quality };
    })
    .filter(({ language, quality }) => (language === 'en' || language === 'zh') && quality > 0)
    .sort((left, right) => right.quality - left.quality);
  return wanted[0]?.language === 'zh' ? 'zh' : 'en';
}
