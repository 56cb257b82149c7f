# Startup: how long it takes to get ready and to leave.
# repeat: 20
# inline: yes
pass
