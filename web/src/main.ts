import { mount } from 'svelte';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/forms.css';
import './styles/print.css';
import Page from './shell/Page.svelte';
import { findSource } from './data/load';

const target = document.getElementById('page');
if (target) mount(Page, { target, props: { source: findSource(document) } });
