# One file, three images: docker build --target gateway|authority|services .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY . .
ARG TARGETARCH
# For its machine (BuildKit says which) and compiled beforehand: there is less to compile while it starts.
RUN dotnet publish gateway/Gateway --configuration Release --output /out/gateway -p:UseAppHost=false \
      --os linux-musl --arch $TARGETARCH --self-contained false -p:PublishReadyToRun=true \
 && dotnet publish sample-services/DevAuthority --configuration Release --output /out/authority -p:UseAppHost=false \
 && dotnet publish sample-services/Services --configuration Release --output /out/services -p:UseAppHost=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0-alpine AS runtime
WORKDIR /app
USER $APP_UID
# The base image's default; each program says itself where it listens.
ENV ASPNETCORE_HTTP_PORTS=

# The gateway: clients on 8080, health on its own loopback listener. Mount your own routes file over /app/appsettings.routes.json.
FROM runtime AS gateway
COPY --from=build /out/gateway .
COPY appsettings.routes.json .
ENV ASPNETCORE_URLS=http://0.0.0.0:8080
# docs/performance.md has measured them.
ENV DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=1 DOTNET_gcServer=0
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s \
  CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:9901/health/ready"]
ENTRYPOINT ["dotnet", "Gateway.dll"]

# The development authorization server. It refuses to start outside Development.
FROM runtime AS authority
COPY --from=build /out/authority .
ENV AUTHORITY_URL=http://0.0.0.0:9000
EXPOSE 9000
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s \
  CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:9000/healthz"]
ENTRYPOINT ["dotnet", "DevAuthority.dll"]

# The sample services; the command names which of them this container is.
FROM runtime AS services
COPY --from=build /out/services .
# Whose word about callers they take.
ENV GATEWAY_URL=http://gateway:8080
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s \
  CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/healthz"]
ENTRYPOINT ["dotnet", "Services.dll"]
