import { createApp } from 'vue'
import App from './App.vue'
import './main.css'
import { router } from './router'

// None of Nuxt UI's own plugin: its colours stand in main.css, its theme in ui/theme.ts, its icons in ui/AppIcon.ts; nothing writes to the head.
createApp(App).use(router).mount('#app')
