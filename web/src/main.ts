// Of Nuxt UI's own plugin only the icons: its colours stand in main.css, its theme in ui/theme.ts, and nothing here writes to the head.
import icons from '@nuxt/ui/runtime/vue/plugins/icons.js'
import { createApp } from 'vue'
import App from './App.vue'
import './main.css'
import { router } from './router'

createApp(App).use(router).use(icons).mount('#app')
