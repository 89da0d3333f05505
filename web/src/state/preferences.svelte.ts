/** What a reader chose for this browser: theme, single-key shortcuts, reasons shown, a reviewer's name. Kept where the browser allows it. */

export type Theme = 'auto' | 'light' | 'dark';
const KEY = 'strandline';

interface Kept {
  theme: Theme;
  shortcuts: boolean;
  reasons: boolean;
  /** The name under which decisions are signed where the server keeps no accounts. */
  reviewer: string;
}

const DEFAULTS: Kept = { theme: 'auto', shortcuts: true, reasons: false, reviewer: '' };

function read(): Kept {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Kept>;
    const theme = kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : 'auto';
    const reviewer = typeof kept.reviewer === 'string' ? kept.reviewer : '';
    return { theme, shortcuts: kept.shortcuts !== false, reasons: kept.reasons === true, reviewer };
  } catch {
    // A file may have no storage of its own.
    return { ...DEFAULTS };
  }
}

export class Preferences {
  #kept = $state<Kept>(read());

  get theme(): Theme {
    return this.#kept.theme;
  }
  set theme(theme: Theme) {
    this.#keep({ theme });
    this.apply();
  }
  get shortcuts(): boolean {
    return this.#kept.shortcuts;
  }
  set shortcuts(shortcuts: boolean) {
    this.#keep({ shortcuts });
  }
  get reasons(): boolean {
    return this.#kept.reasons;
  }
  set reasons(reasons: boolean) {
    this.#keep({ reasons });
  }

  get reviewer(): string {
    return this.#kept.reviewer;
  }
  set reviewer(reviewer: string) {
    this.#keep({ reviewer: reviewer.trim() });
  }

  #keep(change: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...change };
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#kept));
    } catch {
      // Then the choice lasts as long as the page is open.
    }
  }

  /** Puts the theme on the page; "auto" leaves it to the system. */
  apply(): void {
    if (this.theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.theme;
  }
}
