{{- /* What the pods of all components share. */ -}}

{{- define "tailor.pod.security" -}}
automountServiceAccountToken: false
serviceAccountName: {{ .root.Release.Name }}-tailor
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile:
    type: RuntimeDefault
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "tailor.selector" . | nindent 8 }}
{{- end -}}

{{- define "tailor.container.security" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end -}}

{{- define "tailor.container.probes" -}}
startupProbe:
  httpGet: {path: /q/health/started, port: http}
  periodSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /q/health/live, port: http}
  periodSeconds: 10
  failureThreshold: 3
readinessProbe:
  httpGet: {path: /q/health/ready, port: http}
  periodSeconds: 5
  failureThreshold: 2
{{- end -}}

{{- define "tailor.container.resources" -}}
{{- $values := index .root.Values .name -}}
{{- $gpus := int (default 0 $values.gpus) -}}
resources:
  requests:
    {{- toYaml $values.resources.requests | nindent 4 }}
  limits:
    {{- toYaml $values.resources.limits | nindent 4 }}
    {{- if gt $gpus 0 }}
    nvidia.com/gpu: {{ $gpus | quote }}
    {{- end }}
{{- end -}}

{{- /* Where the other services are: one pair of variables for each of the names in the list `peers`. */ -}}
{{- define "tailor.env.peers" -}}
{{- $ports := dict "data" "9081" "training" "9082" "eval" "9083" -}}
{{- range .peers }}
- name: QUARKUS_GRPC_CLIENTS_{{ upper . }}_HOST
  value: {{ include "tailor.fullname" (dict "root" $.root "name" .) }}
- name: QUARKUS_GRPC_CLIENTS_{{ upper . }}_PORT
  value: {{ index $ports . | quote }}
{{- end }}
{{- end -}}

{{- define "tailor.env.storage" -}}
{{- $values := index .root.Values .name -}}
- name: TAILOR_HOME
  value: /var/lib/tailor
{{- with get $values "blobs" }}
- name: TAILOR_BLOBS
  value: {{ . | quote }}
{{- end }}
{{- with $values.database.url }}
- name: QUARKUS_DATASOURCE_JDBC_URL
  value: {{ . | quote }}
{{- end }}
{{- with $values.database.secret }}
- name: QUARKUS_DATASOURCE_USERNAME
  valueFrom:
    secretKeyRef: {name: {{ . }}, key: username}
- name: QUARKUS_DATASOURCE_PASSWORD
  valueFrom:
    secretKeyRef: {name: {{ . }}, key: password}
{{- end }}
{{- end -}}

{{- /* Argument: the chart's values under `hub`. */ -}}
{{- define "tailor.env.hub" }}
- name: HF_HOME
  value: /var/lib/tailor/huggingface
{{- if .offline }}
- name: HF_HUB_OFFLINE
  value: "true"
{{- end }}
{{- with .endpoint }}
- name: HF_ENDPOINT
  value: {{ . | quote }}
{{- end }}
{{- with .tokenSecret }}
- name: HF_TOKEN
  valueFrom:
    secretKeyRef: {name: {{ . }}, key: token}
{{- end }}
{{- end -}}

{{- define "tailor.env.worker" -}}
{{- $values := index .root.Values .name -}}
- name: TAILOR_WORKER_CLASSPATH
  value: {{ $values.workerClasspath | quote }}
{{- if eq .name "training" }}
# Leases are held under this name.
- name: TAILOR_TRAINING_WORKER_ID
  valueFrom:
    fieldRef: {fieldPath: metadata.name}
{{- include "tailor.env.hub" .root.Values.hub }}
{{- end }}
{{- if .root.Values.models.existingClaim }}
- name: TAILOR_MODELS
  value: /models
{{- end }}
{{- end -}}
