import { render } from 'preact';
import { PANELS } from './panels/index.ts';
import { App } from './shell/app.tsx';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/charts.css';

const place = document.getElementById('app');
if (place !== null) render(<App panels={PANELS} />, place);
