import { languageOf, type Language, type LanguageChoice } from './contract/text';
import type { SettingsFile } from './settings';

/** Which language is spoken: the one of the command line for this start, else the chosen one, else the system's. */
export class LanguageSetting {
  readonly #settings: SettingsFile;
  readonly #system: Language;
  #choice: LanguageChoice;

  /** @param systemLocale such as `zh-Hans-CN` or `de` */
  constructor(settings: SettingsFile, systemLocale: string, forThisStart?: Language) {
    this.#settings = settings;
    this.#system = languageOf(systemLocale);
    this.#choice = forThisStart ?? settings.language;
  }

  get choice(): LanguageChoice {
    return this.#choice;
  }

  get language(): Language {
    return this.#choice === 'system' ? this.#system : this.#choice;
  }

  choose(choice: LanguageChoice): void {
    this.#choice = choice;
    this.#settings.update({ language: choice });
  }
}
