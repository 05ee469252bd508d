import { createRoot } from 'react-dom/client'
import './explorer.css'
import './workers'
import { Explorer } from './Explorer'

const root = document.getElementById('explorer')
if (root) createRoot(root).render(<Explorer />)
