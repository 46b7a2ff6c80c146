cat >app.rb <<'C'
require 'sinatra/base'
require 'json'

class App < Sinatra::Base
  set :environment, :production
  get('/') { content_type :json; JSON.generate(path: request.path, agent: request.user_agent) }
end
C
echo "require_relative 'app'
run App" >config.ru
cp "$APPS/server.rb" .
echo "Ruby $(ruby -e 'print RUBY_VERSION'), Puma $(dpkg-query -Wf '${Version}' puma), Sinatra $(dpkg-query -Wf '${Version}' ruby-sinatra)"
