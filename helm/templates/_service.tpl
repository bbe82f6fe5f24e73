{{- /* A service with gRPC that keeps something: data, training, eval. Arguments: root, name, number, peers, worker. */ -}}

{{- /* Not empty if everything that has to last lies outside the pod. evaluation has no blobs of its own. */ -}}
{{- define "tailor.outside" -}}
{{- $values := index .root.Values .name -}}
{{- if and $values.database.url (or (eq .name "eval") $values.blobs) -}}yes{{- end -}}
{{- end -}}

{{- define "tailor.checked" -}}
{{- $values := index .root.Values .name -}}
{{- $scaled := dig "keda" "enabled" false $values -}}
{{- if and (not (include "tailor.outside" .)) (or $scaled (gt (int $values.replicas) 1)) -}}
{{- $needs := ternary "database.url" "database.url and blobs" (eq .name "eval") -}}
{{- fail (printf "%s: more than one pod needs %s outside the pod" .name $needs) -}}
{{- end -}}
{{- end -}}

{{- define "tailor.deployment" -}}
{{- $values := index .root.Values .name -}}
{{- include "tailor.checked" . -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "tailor.metadata" . | nindent 2 }}
spec:
  {{- if not (dig "keda" "enabled" false $values) }}
  replicas: {{ $values.replicas }}
  {{- end }}
  strategy:
    {{- if include "tailor.outside" . }}
    type: RollingUpdate
    {{- else }}
    # An embedded database belongs to one process at a time.
    type: Recreate
    {{- end }}
  selector:
    matchLabels:
      {{- include "tailor.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "tailor.labels" . | nindent 8 }}
    spec:
      {{- include "tailor.pod.security" . | nindent 6 }}
      terminationGracePeriodSeconds: {{ int (default 30 $values.terminationSeconds) }}
      containers:
        - name: {{ .name }}
          {{- include "tailor.container" . | nindent 10 }}
      volumes:
        {{- include "tailor.volumes" . | nindent 8 }}
{{- end -}}

{{- define "tailor.container" -}}
image: {{ include "tailor.image" . }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
{{ include "tailor.container.security" . }}
ports:
  - {name: http, containerPort: 808{{ .number }}}
  - {name: grpc, containerPort: 908{{ .number }}}
env:
  - {name: QUARKUS_HTTP_HOST, value: 0.0.0.0}
  - {name: QUARKUS_HTTP_PORT, value: "808{{ .number }}"}
  - {name: QUARKUS_GRPC_SERVER_HOST, value: 0.0.0.0}
  - {name: QUARKUS_GRPC_SERVER_PORT, value: "908{{ .number }}"}
  {{- include "tailor.env.storage" . | nindent 2 }}
  {{- with .peers }}
  {{- include "tailor.env.peers" $ | trim | nindent 2 }}
  {{- end }}
  {{- if .worker }}
  {{- include "tailor.env.worker" . | nindent 2 }}
  {{- end }}
{{ include "tailor.container.probes" . }}
{{ include "tailor.container.resources" . }}
volumeMounts:
  - {name: state, mountPath: /var/lib/tailor}
  - {name: tmp, mountPath: /tmp}
  {{- if and .worker .root.Values.models.existingClaim }}
  - {name: models, mountPath: /models, readOnly: true}
  {{- end }}
{{- end -}}

{{- define "tailor.volumes" -}}
- name: state
  {{- if include "tailor.outside" . }}
  emptyDir: {}
  {{- else }}
  persistentVolumeClaim:
    claimName: {{ include "tailor.fullname" . }}
  {{- end }}
- name: tmp
  emptyDir: {}
{{- if and .worker .root.Values.models.existingClaim }}
- name: models
  persistentVolumeClaim:
    claimName: {{ .root.Values.models.existingClaim }}
    readOnly: true
{{- end }}
{{- end -}}

{{- define "tailor.claim" -}}
{{- if not (include "tailor.outside" .) -}}
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  {{- include "tailor.metadata" . | nindent 2 }}
spec:
  accessModes: [ReadWriteOnce]
  {{- with .root.Values.storage.className }}
  storageClassName: {{ . }}
  {{- end }}
  resources:
    requests:
      storage: {{ .root.Values.storage.size }}
{{- end -}}
{{- end -}}

{{- define "tailor.service" -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "tailor.metadata" . | nindent 2 }}
spec:
  selector:
    {{- include "tailor.selector" . | nindent 4 }}
  {{- if .grpc }}
  # Headless, so that gRPC clients see every pod.
  clusterIP: None
  {{- end }}
  ports:
    - {name: http, port: 808{{ .number }}, targetPort: http}
    {{- if .grpc }}
    - {name: grpc, port: 908{{ .number }}, targetPort: grpc}
    {{- end }}
{{- end -}}

{{- define "tailor.disruption" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "tailor.metadata" . | nindent 2 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      {{- include "tailor.selector" . | nindent 6 }}
{{- end -}}

{{- define "tailor.monitor" -}}
{{- if .root.Values.serviceMonitor.enabled -}}
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  {{- include "tailor.metadata" . | nindent 2 }}
spec:
  selector:
    matchLabels:
      {{- include "tailor.selector" . | nindent 6 }}
  endpoints:
    - port: http
      path: /q/metrics
      interval: {{ .root.Values.serviceMonitor.interval }}
{{- end -}}
{{- end -}}

{{- /* The gRPC port is open to the components in `callers`, the HTTP port (health, metrics) inside the cluster. */ -}}
{{- define "tailor.policy" -}}
{{- if .root.Values.networkPolicy.enabled -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "tailor.metadata" . | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      {{- include "tailor.selector" . | nindent 6 }}
  policyTypes: [Ingress{{ if .root.Values.networkPolicy.egress.enabled }}, Egress{{ end }}]
  ingress:
    - ports:
        - {port: http, protocol: TCP}
      {{- if .callers }}
      from:
        - namespaceSelector: {}
      {{- end }}
    {{- with .callers }}
    - ports:
        - {port: grpc, protocol: TCP}
      from:
        {{- range . }}
        - podSelector:
            matchLabels:
              {{- include "tailor.selector" (dict "root" $.root "name" .) | nindent 14 }}
        {{- end }}
    {{- end }}
  {{- if .root.Values.networkPolicy.egress.enabled }}
  {{- include "tailor.egress" . | nindent 2 }}
  {{- end }}
{{- end -}}
{{- end -}}

{{- define "tailor.egress" -}}
egress:
  - ports:
      - {port: 53, protocol: UDP}
      - {port: 53, protocol: TCP}
  {{- with .peers }}
  - ports:
      - {port: grpc, protocol: TCP}
    to:
      {{- range . }}
      - podSelector:
          matchLabels:
            {{- include "tailor.selector" (dict "root" $.root "name" .) | nindent 12 }}
      {{- end }}
  {{- end }}
  {{- if ne .name "gateway" }}
  - ports: {{- include "tailor.ports" .root.Values.networkPolicy.egress.ports | nindent 6 }}
  {{- end }}
  {{- if and (eq .name "training") (not .root.Values.hub.offline) }}
  - ports: {{- include "tailor.ports" .root.Values.hub.ports | nindent 6 }}
  {{- end }}
{{- end -}}

{{- define "tailor.ports" -}}
{{- range . }}
- {port: {{ int . }}, protocol: TCP}
{{- end }}
{{- end -}}

{{- /* Everything a stateful component is made of. */ -}}
{{- define "tailor.component" -}}
{{ include "tailor.deployment" . }}
---
{{ include "tailor.service" . }}
---
{{ include "tailor.claim" . }}
---
{{ include "tailor.disruption" . }}
---
{{ include "tailor.policy" . }}
---
{{ include "tailor.monitor" . }}
{{- end -}}
