<#-- SPDX-License-Identifier: Apache-2.0 -->
<#-- CycloneDX of what is in lib/; the assembly fills in what is not parsed here. -->
{
  "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
  "bomFormat": "CycloneDX",
  "specVersion": "1.6",
  "version": 1,
<#noparse>
  "metadata": {
    "timestamp": "${project.build.outputTimestamp}",
    "component": {
      "type": "library",
      "bom-ref": "pkg:maven/${project.groupId}/${project.artifactId}@${project.version}?type=jar",
      "group": "${project.groupId}",
      "name": "${project.artifactId}",
      "version": "${project.version}",
      "licenses": [{"license": {"id": "Apache-2.0"}}],
      "purl": "pkg:maven/${project.groupId}/${project.artifactId}@${project.version}?type=jar"
    }
  },
</#noparse>
  "components": [
<#list dependencyMap as dependency>
<#assign library = dependency.key>
<#assign purl = "pkg:maven/${library.groupId}/${library.artifactId}@${library.version}?type=jar">
    {
      "type": "library",
      "bom-ref": "${purl}",
      "group": "${library.groupId}",
      "name": "${library.artifactId}",
      "version": "${library.version}",
      "licenses": [<#list dependency.value as license>{"license": {"id": "${license?json_string}"}}<#sep>, </#list>],
      "purl": "${purl}"
    }<#sep>,</#sep>
</#list>
  ]
}
