"""What short lines around an article say, in many languages: phrases that are all of a line, `|` between two of them.

They are words that sites in general use; a site's own name or slogan has no place here. Compared as `words.normal` leaves them.
"""

from __future__ import annotations

from typing import Final

# After such a line the article is over: lists of other articles, comments, tags, the author's biography.
END: Final = """
related|related articles|related stories|related news|related posts|related content|related topics|related links
more stories|more news|more articles|more on this|more on this topic|more on this story|more like this|more to read
read next|up next|next article|previous article|next post|previous post|next story|previous story|next up|what to read next
you may also like|you might also like|you may like|you might like|also read|read also|see also|also in the news
recommended|recommended stories|recommended for you|recommended articles|recommended reading|suggested articles
latest|latest news|latest stories|latest articles|latest posts|latest headlines|recent posts|recent articles|recent news
most popular|most read|most viewed|most shared|most read stories|trending|trending now|trending stories|popular|popular posts
popular articles|popular stories|top stories|top news|top articles|dont miss|don t miss|don’t miss|editor s picks|editors picks|editors’ picks
from the web|around the web|from our partners|sponsored links|sponsored content|promoted content|promoted stories|paid content
comments|comment|leave a comment|post a comment|add a comment|leave a reply|leave a reply cancel reply|join the conversation|no comments
no comments yet|be the first to comment|view comments|show comments|write a comment|join the discussion|discussion about this post
discussion|hashtags|tags|keywords|filed under|topics|explore related topics|explore more|about the author|about the authors|author bio
about author|share this article|share this story|share this post|share this entry|share this page|article tags|more in
ähnliche artikel|mehr zum thema|das könnte sie auch interessieren|das könnte dich auch interessieren|auch interessant|weitere artikel
weitere meldungen|weitere nachrichten|lesen sie auch|meistgelesen|meistgelesene artikel|kommentare|kommentar|kommentar schreiben
schlagworte|schlagwörter|themen|über den autor|über die autorin|zur startseite|mehr von|neueste artikel|empfohlen|anzeigen
articles liés|articles similaires|à lire aussi|lire aussi|sur le même sujet|les plus lus|à lire également|a lire aussi|vos commentaires
commentaires|réactions|vous aimerez aussi|dernières actualités|à la une|dans la même rubrique|mots clés|recommandé pour vous
artículos relacionados|noticias relacionadas|más noticias|lo más leído|lo más visto|te puede interesar|también te puede interesar
comentarios|etiquetas|temas relacionados|últimas noticias|más información|archivado en|deja un comentario|deja una respuesta
artigos relacionados|notícias relacionadas|leia também|leia mais|mais lidas|mais notícias|veja também|comentários|últimas notícias
tópicos|saiba mais|você pode gostar|relacionadas|relacionados|assuntos|deixe um comentário|leia a seguir
articoli correlati|leggi anche|potrebbe interessarti|potrebbe interessarti anche|ultime notizie|i più letti|più letti|commenti
lascia un commento|altre notizie|notizie correlate|articoli simili|argomenti|ti potrebbe interessare
ilgili haberler|benzer haberler|diğer haberler|son haberler|çok okunanlar|en çok okunanlar|yorumlar|yorum yap|etiketler
gerelateerde artikelen|lees ook|meer nieuws|meest gelezen|reacties|powiązane artykuły|czytaj także|czytaj też|komentarze|najnowsze
zobacz także|najczęściej czytane|relaterade artiklar|läs också|mest lästa|kommentarer|související články|komentáře|похожие статьи
читайте также|похожие материалы|другие новости|комментарии|популярное|самое читаемое|новости по теме|материалы по теме|по теме
последние новости|теги|схожі матеріали|читайте також|коментарі|теми|σχετικά άρθρα|διαβάστε επίσης|σχόλια
مقالات ذات صلة|أخبار ذات صلة|مواضيع ذات صلة|اقرأ أيضا|اقرأ أيضًا|الأكثر قراءة|آخر الأخبار|التعليقات|تعليقات|وسوم|الوسوم|كلمات مفتاحية
اقرأ المزيد|مطالب مرتبط|بیشتر بخوانید|نظرات
כתבות נוספות|כתבות קשורות|עוד בנושא|אולי יעניין אותך|תגובות|הנקראות ביותר|תגיות|קראו גם|עוד כתבות
相关文章|相关新闻|相关阅读|相关报道|相关推荐|推荐阅读|延伸阅读|更多新闻|热门文章|热门新闻|最新新闻|评论|发表评论|标签|相關文章|相關新聞|延伸閱讀
推薦閱讀|更多新聞|熱門新聞|留言|標籤|関連記事|関連ニュース|あわせて読みたい|おすすめ記事|人気記事|最新記事|コメント|タグ|アクセスランキング
ランキング|こちらもおすすめ|관련기사|관련 기사|관련뉴스|관련 뉴스|많이 본 뉴스|많이 본 기사|인기기사|인기 기사|최신기사|추천기사|추천 기사|댓글|태그|이 시각 주요뉴스
संबंधित खबरें|संबंधित समाचार|यह भी पढ़ें|ये भी पढ़ें|और पढ़ें|ताज़ा खबरें|ताजा खबरें|टिप्पणियाँ|टिप्पणियां|बड़ी खबरें|टैग
সম্পর্কিত খবর|আরও পড়ুন|মন্তব্য|متعلقہ خبریں|ข่าวที่เกี่ยวข้อง|บทความที่เกี่ยวข้อง|อ่านเพิ่มเติม|ข่าวล่าสุด|แสดงความคิดเห็น|แท็ก
berita terkait|baca juga|artikel terkait|komentar|terpopuler|berita lainnya|tin liên quan|bài viết liên quan|xem thêm|bình luận
"""

SHARE: Final = """
share|share this|share this with|share on facebook|share on twitter|share on x|share on linkedin|share via email|tweet|facebook|twitter
linkedin|whatsapp|telegram|pinterest|reddit|email|e mail|mail|instagram|youtube|tiktok|flipboard|pocket|messenger|threads|bluesky|mastodon
print|save|copy link|copy url|link copied|copied|short url|follow|follow us|following|like|x|rss|bookmark|send|print this article
facebook twitter|facebook twitter email|share tweet|share share|listen|listen to this article|facebook twitter linkedin|teilen|drucken
merken|folgen|partager|imprimer|suivre|compartir|imprimir|seguir|compartilhar|guardar|condividi|stampa|segui|paylaş|yazdır|takip et
delen|udostępnij|drukuj|dela|поделиться|поширити|κοινοποίηση|مشاركة|شارك|طباعة|متابعة|שתף|שיתוף|הדפסה|分享|分享到|收藏|打印|列印|关注|シェア|シェアする
ツイート|ポスト|フォロー|印刷|保存|공유|공유하기|프린트|인쇄|스크랩|구독|शेयर करें|शेयर|फॉलो करें|แชร์|พิมพ์|bagikan|chia sẻ
"""

ADVERTISING: Final = """
advertisement|advertisements|advert|ad|ads|sponsored|promoted|article continues below advertisement|continue reading below|iklan
story continues below advertisement|scroll to continue|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|reklam|reklama|реклама
إعلان|إعلانات|פרסומת|广告|廣告|広告|광고|विज्ञापन|โฆษณา|quảng cáo
"""

FURNITURE: Final = """
read more|learn more|see more|show more|load more|view more|more|more info|view all|see all|read full article|read the full story|continue reading
read article|get started|book a demo|get a demo|sign up|sign in|log in|login|register|subscribe|subscribe now|subscribe sign in|newsletter
newsletters|sign up for our newsletter|subscribe to our newsletter|join our newsletter|search|search for|menu|home|close|skip to content
skip to main content|skip to navigation|open menu|toggle navigation|main menu|navigation|next|previous|prev|back|back to top|top|play|pause|mute
reply|report|submit|cancel|loading|contact|contact us|about|about us|careers|faq|help|support|jump to|jump to review|buy now|shop now
check price|add to cart|visit website|no posts|skip|expand|collapse|enlarge|enlarge image|view gallery|photos|photo|video|videos|watch|image
read the review|read review|read our review|see it|see price|see prices|check prices|buy on amazon|view on amazon|expand all|collapse all|show all|hide all
book a call|request a demo|request demo|start free|start free trial|start your free trial|get a quote|get a free quote|get in touch|learn more here
tell us what you think|what do you think|thank you for your feedback|thanks for your feedback|thank you for subscribing|was this helpful|show less
reply to comment|email address|your name|your email address will not be published|required fields are marked
weiterlesen|mehr|mehr anzeigen|anmelden|abonnieren|suche|startseite|menü|zurück|weiter|antworten|lire la suite|en savoir plus|s abonner
s inscrire|se connecter|accueil|recherche|répondre|leer más|ver más|suscríbete|iniciar sesión|inicio|buscar|responder|ver mais|assine|entrar
início|pesquisar|leggi tutto|abbonati|accedi|cerca|rispondi|devamını oku|abone ol|giriş yap|ana sayfa|ara|lees meer|abonneren|читать далее
подписаться|войти|главная|поиск|ответить|اقرأ المزيد|المزيد|اشترك|تسجيل الدخول|الرئيسية|بحث|קרא עוד|הרשמה|התחברות|ראשי|חיפוש
阅读更多|查看更多|更多|订阅|登录|注册|首页|搜索|返回|返回顶部|閱讀更多|更多|訂閱|登入|首頁|搜尋|続きを読む|もっと見る|ログイン|会員登録|ホーム|検索|トップ|戻る|次へ|前へ
더보기|구독하기|로그인|회원가입|홈|검색|목록|뒤로가기|और देखें|सब्सक्राइब करें|लॉग इन|होम|खोजें|ดูเพิ่มเติม|หน้าแรก|ค้นหา
"""

FOOTER: Final = """
privacy|privacy policy|privacy notice|privacy statement|terms|terms of use|terms of service|terms and conditions|terms conditions|cookie policy
cookie settings|cookies|accessibility|sitemap|site map|advertise|advertise with us|legal|disclaimer|imprint|all rights reserved|do not sell my personal information
impressum|datenschutz|datenschutzerklärung|agb|mentions légales|politique de confidentialité|cgu|aviso legal|política de privacidad
política de privacidade|termos de uso|informativa sulla privacy|note legali|gizlilik politikası|künye|iletişim|kullanım koşulları
политика конфиденциальности|пользовательское соглашение|سياسة الخصوصية|شروط الاستخدام|اتصل بنا|מדיניות פרטיות|תנאי שימוש|צור קשר
隐私政策|使用条款|版权所有|联系我们|关于我们|隱私權政策|服務條款|プライバシーポリシー|利用規約|お問い合わせ|会社概要|개인정보처리방침|이용약관|회사소개
गोपनीयता नीति|उपयोग की शर्तें|हमसे संपर्क करें|नीति
"""

CONTENTS: Final = """
table of contents|contents|in this article|on this page|jump to section|in this guide|what s inside|inhalt|inhaltsverzeichnis|sommaire
índice|indice|contenido|sumário|içindekiler|inhoud|spis treści|содержание|المحتويات|תוכן עניינים|目录|目錄|目次|목차|विषय सूची|สารบัญ
"""
